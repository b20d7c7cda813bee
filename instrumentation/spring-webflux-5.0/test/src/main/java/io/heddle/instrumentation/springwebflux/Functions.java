// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Functional endpoints. */
public class Functions {
  @Bean
  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.nest(
            RequestPredicates.path("/functions"),
            RouterFunctions.nest(
                RequestPredicates.path("/{id}"),
                RouterFunctions.route(
                    RequestPredicates.GET("/parts/{part}"),
                    request -> ServerResponse.ok().build())))
        .and(
            RouterFunctions.route(
                RequestPredicates.GET("/function/{id}"),
                request -> Mono.error(new IllegalStateException("boom"))));
  }
}
