// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import java.lang.reflect.Method;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServletHttpHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * An application for the Spring and the Tomcat on the class path, of whatever servlet API, and on
 * any JVM.
 */
public final class FluxApp implements AutoCloseable {
  private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
  private final Tomcat tomcat = new Tomcat();

  public FluxApp(String contextPath) throws Exception {
    beans.register(Beans.class, Users.class, Functions.class);
    beans.refresh();
    String folder = Files.createTempDirectory("tomcat").toString();
    tomcat.setBaseDir(folder);
    tomcat.setPort(0);
    Context context = tomcat.addContext(contextPath, folder);
    HttpHandler handler = WebHttpHandlerBuilder.applicationContext(beans).build();
    Wrapper servlet = add(context, new ServletHttpHandlerAdapter(handler));
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "flux");
    tomcat.getConnector();
    tomcat.start();
  }

  /** By reflection, as this runs with either servlet API. */
  private static Wrapper add(Context context, Object servlet) throws Exception {
    for (Method method : Tomcat.class.getMethods()) {
      Class<?>[] types = method.getParameterTypes();
      if (method.getName().equals("addServlet")
          && types[0] == Context.class
          && types[2].isInstance(servlet)) {
        return (Wrapper) method.invoke(null, context, "flux", servlet);
      }
    }
    throw new NoSuchMethodException("addServlet");
  }

  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    beans.close();
  }

  /** Tells its port, and runs until a line comes in. */
  public static void main(String[] args) throws Exception {
    try (FluxApp app = new FluxApp("/shop")) {
      System.out.println(app.port() + " is the port");
      System.in.read();
    }
  }
}
