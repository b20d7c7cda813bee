// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.servlet.testing.ServletContainer;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * The Jetty on the class path, of whatever version. What differs between versions is called by
 * reflection.
 */
final class JettyServer implements ServletContainer {
  private final Server server = new Server(0);

  JettyServer() throws Exception {
    Object shop = application("/shop");
    add(shop, ServletContainer.app(), "/exact");
    add(shop, ServletContainer.app(), "/prefix/*");
    add(shop, ServletContainer.app(), "*.do");
    add(shop, ServletContainer.app(), "/one", "/two/*");
    add(shop, ServletContainer.app(), "");
    Object root = application("/");
    add(root, ServletContainer.handled(), "/in/*");
    ContextHandlerCollection applications = new ContextHandlerCollection();
    ContextHandlerCollection.class
        .getMethod("setHandlers", Handler[].class)
        .invoke(applications, (Object) new Handler[] {(Handler) shop, (Handler) root});
    server.setHandler(applications);
    ((ServerConnector) server.getConnectors()[0])
        .getConnectionFactory(HttpConnectionFactory.class)
        .getHttpConfiguration()
        .setRequestHeaderSize(128 << 10);
    server.start();
  }

  private static Object application(String path) throws Exception {
    Object context = load("ServletContextHandler").getConstructor().newInstance();
    context.getClass().getMethod("setContextPath", String.class).invoke(context, path);
    return context;
  }

  private static void add(Object context, String servlet, String... patterns) throws Exception {
    Class<?> type = load("ServletHolder");
    Object holder = type.getConstructor().newInstance();
    type.getMethod("setClassName", String.class).invoke(holder, servlet);
    type.getMethod("setAsyncSupported", boolean.class).invoke(holder, true);
    Method add = context.getClass().getMethod("addServlet", type, String.class);
    for (String pattern : patterns) {
      add.invoke(context, holder, pattern);
    }
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    for (String folder : new String[] {"ee11.servlet.", "ee10.servlet."}) {
      try {
        return Class.forName("org.eclipse.jetty." + folder + name);
      } catch (ClassNotFoundException e) {
        // Another version.
      }
    }
    return Class.forName("org.eclipse.jetty.servlet." + name); // removed in 12
  }

  @Override
  public int port() {
    return server.getURI().getPort();
  }

  @Override
  public Executor threads() {
    return server.getThreadPool();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
