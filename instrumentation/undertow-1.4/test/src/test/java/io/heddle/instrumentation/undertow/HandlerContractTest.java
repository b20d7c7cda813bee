// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpServerContract;
import io.undertow.Handlers;
import io.undertow.server.handlers.BlockingHandler;

/** Undertow without servlets. */
@UnderAgent
class HandlerContractTest extends HttpServerContract {
  @Override
  protected Server start(Handler all) {
    UndertowServer server =
        new UndertowServer(
            Handlers.path()
                .addPrefixPath(
                    "/in",
                    new BlockingHandler(exchange -> all.handle(new HandledExchange(exchange)))));
    return new Server(server.port(), server.threads(), server);
  }

  @Override
  protected String name() {
    return "undertow";
  }
}
