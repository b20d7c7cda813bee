// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A controller of Spring WebFlux on Reactor Netty. */
final class WebFluxServer implements MeasuredServer {
  private final DisposableServer server;

  /** The application. */
  @EnableWebFlux
  public static class Configuration {}

  WebFluxServer() {
    AnnotationConfigApplicationContext application =
        new AnnotationConfigApplicationContext(Configuration.class, Greeting.class);
    HttpHandler handler = WebHttpHandlerBuilder.applicationContext(application).build();
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new ReactorHttpHandlerAdapter(handler))
            .bindNow();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public String threads() {
    return "reactor-http-";
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
