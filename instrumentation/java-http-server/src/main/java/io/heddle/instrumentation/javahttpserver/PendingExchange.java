// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import com.sun.net.httpserver.HttpExchange;
import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.http.HttpServerCall;
import org.jspecify.annotations.Nullable;

/** The call of an exchange that its handler left to another thread to answer. */
final class PendingExchange implements WeakIdentityMap.Abandoned {
  private static final WeakIdentityMap<HttpExchange, PendingExchange> ALL = new WeakIdentityMap<>();

  private final HttpServerCall call;

  private PendingExchange(HttpServerCall call) {
    this.call = call;
  }

  /** Whether the exchange is of a class that is woven: there are other providers of the API. */
  static boolean isSupported(HttpExchange exchange) {
    return exchange.getClass().getName().startsWith("sun.net.httpserver.");
  }

  static void keep(HttpExchange exchange, HttpServerCall call) {
    ALL.put(exchange, new PendingExchange(call));
    if (exchange.getResponseCode() >= 0) {
      // Answered between the handler's return and here.
      answered(exchange, null);
    }
  }

  static void answered(HttpExchange exchange, @Nullable Throwable thrown) {
    PendingExchange pending = ALL.remove(exchange);
    if (pending != null) {
      ResponseLines.end(pending.call, exchange, thrown);
    }
  }

  @Override
  public void abandoned() {
    call.end(0, null);
  }
}
