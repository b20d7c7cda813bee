// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import com.sun.net.httpserver.HttpExchange;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.heddle.instrumentation.api.http.HttpServerCall;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the headers of an exchange's response. */
final class ResponseLines implements HttpHeaderLines<HttpExchange> {
  private static final ResponseLines INSTANCE = new ResponseLines();

  private ResponseLines() {}

  /** Ends a call with what its exchange was answered. */
  static void end(HttpServerCall call, HttpExchange exchange, @Nullable Throwable thrown) {
    call.responseHeaders(exchange, INSTANCE);
    call.end(exchange.getResponseCode(), thrown);
  }

  @Override
  public @Nullable Iterator<String> lines(HttpExchange exchange, String name) {
    List<String> values = exchange.getResponseHeaders().get(name);
    return values == null ? null : values.iterator();
  }
}
