// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.heddle.testing.http.HttpServerContract;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An exchange that a blocking handler has. */
record HandledExchange(HttpServerExchange exchange) implements HttpServerContract.Exchange {
  private static final Executor OWN_THREAD = task -> new Thread(task).start();

  @Override
  public @Nullable String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public InputStream body() {
    return exchange.getInputStream();
  }

  @Override
  public void addHeader(String name, String value) {
    exchange.getResponseHeaders().add(new HttpString(name), value);
  }

  @Override
  public void answer(int status, String body) throws IOException {
    exchange.setStatusCode(status);
    if (!body.isEmpty()) {
      exchange.setResponseContentLength(body.length());
      exchange.getOutputStream().write(body.getBytes(US_ASCII));
    }
    exchange.endExchange();
  }

  @Override
  public OutputStream begin(int status) {
    exchange.setStatusCode(status);
    return exchange.getOutputStream();
  }

  @Override
  public void later(HttpServerContract.Handler rest) {
    exchange.dispatch(
        OWN_THREAD,
        () -> {
          try {
            rest.handle(this);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
