// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.servlet.testing.ServletContainer;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** The Undertow on the class path, of whatever version, with HTTP/2. */
final class UndertowServer implements ServletContainer {
  private final Undertow undertow;

  /** Gives all requests to one handler. */
  UndertowServer(HttpHandler handler) {
    undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1", new HttpContinueReadHandler(handler))
            .setWorkerThreads(32)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 8L << 20)
            .build();
    undertow.start();
  }

  /** Has the servlets that every container has. */
  static UndertowServer withServlets() throws Exception {
    DeploymentInfo shop = application("/shop");
    add(shop, ServletContainer.app(), "/exact");
    add(shop, ServletContainer.app(), "/prefix/*");
    add(shop, ServletContainer.app(), "*.do");
    add(shop, ServletContainer.app(), "/one", "/two/*");
    add(shop, ServletContainer.app(), "");
    DeploymentInfo root = application("/");
    add(root, ServletContainer.handled(), "/in/*");
    return new UndertowServer(
        Handlers.path().addPrefixPath("/", deploy(root)).addPrefixPath("/shop", deploy(shop)));
  }

  private static DeploymentInfo application(String path) {
    return Servlets.deployment()
        .setClassLoader(UndertowServer.class.getClassLoader())
        .setDeploymentName(path)
        .setContextPath(path);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // The API's package depends on the version.
  private static void add(DeploymentInfo application, String servlet, String... patterns)
      throws Exception {
    Class type = Class.forName(servlet);
    ServletInfo info = Servlets.servlet(patterns[0], type).setAsyncSupported(true);
    for (String pattern : patterns) {
      info.addMapping(pattern);
    }
    application.addServlet(info);
  }

  private static HttpHandler deploy(DeploymentInfo application) throws Exception {
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
    manager.deploy();
    return manager.start();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public Executor threads() {
    return undertow.getWorker();
  }

  @Override
  public void close() {
    undertow.stop();
  }
}
