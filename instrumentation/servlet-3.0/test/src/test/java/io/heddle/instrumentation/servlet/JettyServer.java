// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.servlet.testing.ServletContainer;
import java.lang.reflect.Method;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;

/**
 * The Jetty on the class path, of whatever version. What differs between versions is called by
 * reflection.
 */
final class JettyServer implements ServletContainer {
  private final Server server = new Server(0);

  JettyServer() throws Exception {
    Object context = load("ServletContextHandler").getConstructor().newInstance();
    context.getClass().getMethod("setContextPath", String.class).invoke(context, "/shop");
    add(context, "/exact");
    add(context, "/prefix/*");
    add(context, "*.do");
    add(context, "/one", "/two/*");
    add(context, "");
    server.setHandler((Handler) context);
    server.start();
  }

  private static void add(Object context, String... patterns) throws Exception {
    Class<?> type = load("ServletHolder");
    Object holder = type.getConstructor().newInstance();
    type.getMethod("setClassName", String.class).invoke(holder, ServletContainer.app());
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
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
