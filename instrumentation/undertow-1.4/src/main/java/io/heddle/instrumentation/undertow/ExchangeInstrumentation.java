// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.api.Instrumentation;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;

/** Ends the call of an exchange once request and response are over, or the connection is. */
public final class ExchangeInstrumentation extends Instrumentation {
  public ExchangeInstrumentation() {
    super("undertow", onType("io.undertow.server.HttpServerExchange"));
    advise(method("invokeExchangeCompleteListeners").takesCount(0), "CompleteAdvice");
  }

  /** May come again: the exchange calls its listeners the first time. */
  public static final class CompleteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This HttpServerExchange exchange) {
      UndertowCalls.end(exchange);
    }
  }
}
