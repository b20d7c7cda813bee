// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import io.heddle.instrumentation.servlet.testing.ServletContainer;
import java.nio.file.Files;
import java.util.concurrent.Executor;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * The Tomcat on the class path, of whatever version. What differs between versions is called by
 * reflection.
 */
final class TomcatServer implements ServletContainer {
  private final Tomcat tomcat = new Tomcat();

  TomcatServer() throws Exception {
    String folder = Files.createTempDirectory("tomcat").toString();
    tomcat.setBaseDir(folder);
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", folder);
    app(context, "exact", "/exact");
    app(context, "prefix", "/prefix/*");
    app(context, "extension", "*.do");
    app(context, "several", "/one", "/two/*");
    app(context, "root", "");
    Context root = tomcat.addContext("", folder);
    add(root, "handled", ServletContainer.handled(), "/in/*");
    Connector connector = tomcat.getConnector();
    connector.setAllowTrace(true);
    Connector.class
        .getMethod("setProperty", String.class, String.class)
        .invoke(connector, "maxHttpHeaderSize", "131072");
    tomcat.start();
  }

  /** Starts with a servlet for every other path, and a page for errors. */
  TomcatServer withDefaults() throws Exception {
    Context context = (Context) tomcat.getHost().findChild("/shop");
    app(context, "default", "/");
    Class<?> type;
    try {
      type = Class.forName("org.apache.tomcat.util.descriptor.web.ErrorPage");
    } catch (ClassNotFoundException e) {
      type = Class.forName("org.apache.catalina.deploy.ErrorPage"); // removed in 8.0
    }
    Object page = type.getConstructor().newInstance();
    type.getMethod("setErrorCode", int.class).invoke(page, 500);
    type.getMethod("setLocation", String.class).invoke(page, "/one");
    Context.class.getMethod("addErrorPage", type).invoke(context, page);
    return this;
  }

  private void app(Context context, String name, String... patterns) throws Exception {
    add(context, name, ServletContainer.app(), patterns);
  }

  private void add(Context context, String name, String servlet, String... patterns)
      throws Exception {
    tomcat.addServlet(context.getPath(), name, servlet).setAsyncSupported(true);
    for (String pattern : patterns) {
      try {
        Context.class
            .getMethod("addServletMappingDecoded", String.class, String.class)
            .invoke(context, pattern, name);
      } catch (NoSuchMethodException e) {
        Context.class
            .getMethod("addServletMapping", String.class, String.class) // removed in 9.0
            .invoke(context, pattern, name);
      }
    }
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public Executor threads() {
    return tomcat.getConnector().getProtocolHandler().getExecutor();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      // Old versions look for leaks of an application by reflection that Java 17 refuses; the
      // connector is stopped all the same.
    }
  }
}
