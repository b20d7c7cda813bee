// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jersey.testing;

import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/**
 * A JAX-RS application at {@code /shop/api}, for the implementation and the Tomcat on the class
 * path, of whatever API, and on any JVM.
 */
public final class JaxrsServer implements AutoCloseable {
  private static final String APPS = "io.heddle.instrumentation.jersey.testing.";

  private final Tomcat tomcat = new Tomcat();

  /**
   * @param servletClass the implementation's servlet
   */
  public JaxrsServer(String servletClass) throws Exception {
    String folder = Files.createTempDirectory("tomcat").toString();
    tomcat.setBaseDir(folder);
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", folder);
    Wrapper servlet = Tomcat.addServlet(context, "api", servletClass);
    servlet.setAsyncSupported(true);
    servlet.addInitParameter("javax.ws.rs.Application", APPS + "JavaxApp");
    servlet.addInitParameter("jakarta.ws.rs.Application", APPS + "JakartaApp");
    servlet.addInitParameter("resteasy.servlet.mapping.prefix", "/api");
    context.addServletMappingDecoded("/api/*", "api");
    tomcat.getConnector();
    tomcat.start();
  }

  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  /** Tells its port, and runs until a line comes in. */
  public static void main(String[] servletClass) throws Exception {
    try (JaxrsServer server = new JaxrsServer(servletClass[0])) {
      System.out.println(server.port() + " is the port");
      System.in.read();
    }
  }
}
