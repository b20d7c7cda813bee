// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Functional endpoints. */
final class Functions {
  private Functions() {}

  static RouterFunction<ServerResponse> routes() {
    return RouterFunctions.nest(
            RequestPredicates.path("/functions"),
            RouterFunctions.nest(
                RequestPredicates.path("/{id}"),
                RouterFunctions.route(
                    RequestPredicates.GET("/parts/{part}"),
                    request -> ServerResponse.ok().body("part"))))
        .and(
            RouterFunctions.route(
                RequestPredicates.GET("/function/{id}"),
                request -> {
                  throw new IllegalStateException("boom");
                }));
  }
}
