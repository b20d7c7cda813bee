// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import com.sun.net.httpserver.HttpExchange;
import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.http.HttpServerCall;
import org.jspecify.annotations.Nullable;

/** The call of an exchange that its handler left to another thread to answer. */
final class PendingExchange implements WeakIdentityMap.Abandoned {
  private static final WeakIdentityMap<HttpExchange, PendingExchange> ALL = new WeakIdentityMap<>();

  /** Stands for an exchange that was closed without an answer before its handler returned. */
  private static final PendingExchange CLOSED = new PendingExchange(null);

  private final @Nullable HttpServerCall call;

  private PendingExchange(@Nullable HttpServerCall call) {
    this.call = call;
  }

  /** Whether the exchange is of a class that is woven: there are other providers of the API. */
  static boolean isSupported(HttpExchange exchange) {
    return exchange.getClass().getName().startsWith("sun.net.httpserver.");
  }

  static synchronized void keep(HttpExchange exchange, HttpServerCall call) {
    if (ALL.remove(exchange) == CLOSED) {
      call.end(0, null);
      return;
    }
    ALL.put(exchange, new PendingExchange(call));
    if (exchange.getResponseCode() >= 0) {
      // Answered between the handler's return and here.
      answered(exchange, null);
    }
  }

  static void answered(HttpExchange exchange, @Nullable Throwable thrown) {
    PendingExchange pending = ALL.remove(exchange);
    if (pending != null) {
      pending.end(exchange, thrown);
    }
  }

  static void closed(HttpExchange exchange) {
    if (exchange.getResponseCode() >= 0) {
      answered(exchange, null);
    } else {
      closedWithoutAnswer(exchange);
    }
  }

  private static synchronized void closedWithoutAnswer(HttpExchange exchange) {
    PendingExchange pending = ALL.remove(exchange);
    if (pending == null || pending == CLOSED) {
      ALL.put(exchange, CLOSED);
    } else {
      pending.end(exchange, null);
    }
  }

  private void end(HttpExchange exchange, @Nullable Throwable thrown) {
    if (call != null) {
      ResponseLines.end(call, exchange, thrown);
    }
  }

  @Override
  public void abandoned() {
    if (call != null) {
      call.end(0, null);
    }
  }
}
