// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.springframework.web.server.ServerWebExchange;

/** Names calls after the handler that Spring chose. */
public final class DispatcherHandlerInstrumentation extends Instrumentation {
  private static final String EXCHANGE = "org.springframework.web.server.ServerWebExchange";

  public DispatcherHandlerInstrumentation() {
    super("spring-webflux", onType("org.springframework.web.reactive.DispatcherHandler"));
    advise(method("invokeHandler").takes(EXCHANGE, "java.lang.Object"), "HandlerAdvice");
    advise(
        method("handleRequestWith").takes(EXCHANGE, "java.lang.Object"), // since 6.0
        "HandlerAdvice");
  }

  /** Runs within the subscription, in its context. */
  public static final class HandlerAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) ServerWebExchange exchange) {
      ExchangeRoutes.chosen(exchange);
    }
  }
}
