// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import com.sun.net.httpserver.HttpExchange;
import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import org.jspecify.annotations.Nullable;

/** An exchange from the outermost chain's begin to its end. */
final class HandledExchange {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("java-http-server");

  private final HttpServerCall call;
  private final Scope scope;

  private HandledExchange(HttpServerCall call) {
    this.call = call;
    scope = call.makeCurrent();
  }

  /** Begins the exchange's call, or gives null inside of a call: a filter may wrap the exchange. */
  static @Nullable HandledExchange start(HttpExchange exchange) {
    if (HttpServerCall.current() != null) {
      return null;
    }
    HttpServerCall call = HttpServerCall.start(SCOPE, ExchangeReader.INSTANCE, exchange);
    call.route(exchange.getHttpContext().getPath());
    return new HandledExchange(call);
  }

  void end(HttpExchange exchange, @Nullable Throwable thrown) {
    scope.close();
    if (exchange.getResponseCode() < 0 && thrown == null && PendingExchange.isSupported(exchange)) {
      PendingExchange.keep(exchange, call);
    } else {
      ResponseLines.end(call, exchange, thrown);
    }
  }
}
