// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet.testing;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * The Jetty on the class path, of whatever version, with HTTP/2 if that is there too. What differs
 * between versions is called by reflection.
 */
public final class JettyServer implements ServletContainer {
  private final Server server = new Server(0);

  /** Starts a server on a free port. */
  public JettyServer() throws Exception {
    Object shop = application("/shop");
    add(shop, ServletContainer.app(), "/exact");
    add(shop, ServletContainer.app(), "/prefix/*");
    add(shop, ServletContainer.app(), "*.do");
    add(shop, ServletContainer.app(), "/one", "/two/*");
    add(shop, ServletContainer.app(), "");
    Object root = application("/");
    add(root, ServletContainer.handled(), "/in/*");
    server.setHandler(both(handler(shop), handler(root)));
    ServerConnector connector = (ServerConnector) server.getConnectors()[0];
    HttpConfiguration configuration =
        connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
    configuration.setRequestHeaderSize(128 << 10);
    addHttp2(connector, configuration);
    server.start();
  }

  private static void addHttp2(ServerConnector connector, HttpConfiguration configuration)
      throws Exception {
    Class<?> factory;
    try {
      factory = Class.forName("org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory");
    } catch (ClassNotFoundException e) {
      return;
    }
    connector.addConnectionFactory(
        (ConnectionFactory)
            factory.getConstructor(HttpConfiguration.class).newInstance(configuration));
  }

  private static Object application(String path) throws Exception {
    Object context = load("ServletContextHandler").getConstructor().newInstance();
    context.getClass().getMethod("setContextPath", String.class).invoke(context, path);
    return context;
  }

  private static Handler both(Handler... handlers) throws Exception {
    Class<ContextHandlerCollection> type = ContextHandlerCollection.class;
    ContextHandlerCollection applications;
    try {
      applications =
          type.getConstructor(ContextHandler[].class).newInstance((Object) new ContextHandler[0]);
    } catch (NoSuchMethodException e) {
      applications = type.getConstructor().newInstance(); // removed in 9.4.11
    }
    type.getMethod("setHandlers", Handler[].class).invoke(applications, (Object) handlers);
    return applications;
  }

  private static Handler handler(Object application) {
    // In the environments ee8 and ee9 of Jetty 12 an application is none, but has one.
    return (Handler)
        (application instanceof Handler ? application : ((Supplier<?>) application).get());
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
    for (String environment : new String[] {"ee11", "ee10", "ee9", "ee8"}) {
      try {
        return Class.forName("org.eclipse.jetty." + environment + ".servlet." + name);
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
