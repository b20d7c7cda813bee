// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import io.heddle.instrumentation.api.http.HttpServerCall;
import java.util.Map;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells a call the pattern of its handler, with the application's path in front. An exchange that a
 * handler dispatches again keeps the first.
 */
final class ExchangeRoutes {
  private static final String PATTERN =
      "org.springframework.web.reactive.HandlerMapping.bestMatchingPattern";

  /** Of functional endpoints in 5.1 and 5.2, which match whole paths. */
  private static final String FUNCTION_PATTERN =
      "org.springframework.web.reactive.function.server.RouterFunctions.matchingPattern";

  private ExchangeRoutes() {}

  static void chosen(ServerWebExchange exchange) {
    HttpServerCall call = HttpServerCall.current();
    if (call == null || call.route() != null) {
      return;
    }
    Map<String, Object> attributes = exchange.getAttributes();
    Object pattern = attributes.get(PATTERN);
    if (pattern != null) {
      tell(call, exchange.getRequest().getPath().contextPath().value().concat(pattern.toString()));
      return;
    }
    pattern = attributes.get(FUNCTION_PATTERN);
    if (pattern != null) {
      tell(call, pattern.toString());
    }
  }

  private static void tell(HttpServerCall call, String route) {
    call.route(route.isEmpty() ? "/" : route);
  }
}
