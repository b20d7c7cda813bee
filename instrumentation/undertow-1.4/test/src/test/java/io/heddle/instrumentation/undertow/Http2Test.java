// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.Http2ServerContract;
import io.heddle.testing.http.HttpServerContract.Handler;
import io.undertow.server.handlers.BlockingHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@UnderAgent
class Http2Test implements Http2ServerContract {
  private static UndertowServer server;
  private static volatile Handler handler;

  @BeforeAll
  static void start() {
    server =
        new UndertowServer(
            new BlockingHandler(exchange -> handler.handle(new HandledExchange(exchange))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void handle(Handler newHandler) {
    handler = newHandler;
  }

  @Override
  public String named(String method) {
    return method;
  }
}
