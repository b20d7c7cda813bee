// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads the headers of an exchange's response. */
final class ResponseLines implements HttpHeaderLines<HttpServerExchange> {
  static final ResponseLines INSTANCE = new ResponseLines();

  private ResponseLines() {}

  @Override
  public @Nullable Iterator<String> lines(HttpServerExchange exchange, String name) {
    HeaderValues values = exchange.getResponseHeaders().get(name);
    return values == null ? null : values.iterator();
  }
}
