// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * An application under {@code /shop} for the Spring and the Tomcat on the class path, of whatever
 * servlet API, and on any JVM. Its dispatcher servlets are the default one, {@code /api/*}, and
 * {@code /whole/*}, where Spring matches whole paths.
 */
public final class MvcApp implements AutoCloseable {
  private final Tomcat tomcat = new Tomcat();

  public MvcApp() throws Exception {
    String folder = Files.createTempDirectory("tomcat").toString();
    tomcat.setBaseDir(folder);
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", folder);
    add(context, "default", "/", Beans.class);
    add(context, "api", "/api/*", Beans.class);
    add(context, "whole", "/whole/*", WholePathBeans.class);
    addErrorPage(context, 404);
    addErrorPage(context, 500);
    addFilter(context);
    tomcat.getConnector();
    tomcat.start();
  }

  private static void add(Context context, String name, String pattern, Class<?> beans) {
    Wrapper servlet =
        Tomcat.addServlet(context, name, "org.springframework.web.servlet.DispatcherServlet");
    servlet.setAsyncSupported(true);
    servlet.addInitParameter("contextClass", beans.getName());
    context.addServletMappingDecoded(pattern, name);
  }

  private static void addErrorPage(Context context, int status) {
    ErrorPage page = new ErrorPage();
    page.setErrorCode(status);
    page.setLocation("/error");
    context.addErrorPage(page);
  }

  /** Answers what begins with {@code /users/denied}. */
  private static void addFilter(Context context) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("denied");
    filter.setFilterClass("org.apache.catalina.filters.RemoteAddrFilter");
    filter.addInitParameter("deny", ".*");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("denied");
    map.addURLPatternDecoded("/users/denied/*");
    context.addFilterMap(map);
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
  public static void main(String[] args) throws Exception {
    try (MvcApp app = new MvcApp()) {
      System.out.println(app.port() + " is the port");
      System.in.read();
    }
  }
}
