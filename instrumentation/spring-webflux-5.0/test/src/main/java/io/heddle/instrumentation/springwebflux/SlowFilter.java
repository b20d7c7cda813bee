// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import java.time.Duration;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Goes on later and on another thread where the query says so, or not at all. */
public class SlowFilter implements WebFilter {
  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String query = String.valueOf(exchange.getRequest().getURI().getQuery());
    if (query.equals("failing")) {
      return Mono.error(new IllegalStateException("boom"));
    }
    return query.equals("slow")
        ? Mono.delay(Duration.ofMillis(10)).then(Mono.defer(() -> chain.filter(exchange)))
        : chain.filter(exchange);
  }
}
