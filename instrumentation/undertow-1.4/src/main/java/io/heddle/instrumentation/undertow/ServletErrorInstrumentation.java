// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.api.Instrumentation;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;

/** A servlet that throws after the head of its response leaves no other trace in the exchange. */
public final class ServletErrorInstrumentation extends Instrumentation {
  public ServletErrorInstrumentation() {
    super("undertow", onType("io.undertow.servlet.api.LoggingExceptionHandler"));
    advise(
        method("handleThrowable").takesFirst("io.undertow.server.HttpServerExchange").takesCount(4),
        "HandleThrowableAdvice");
  }

  /** Asked what to do with whatever a servlet or filter threw. */
  public static final class HandleThrowableAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(0) HttpServerExchange exchange, @Advice.Argument(3) Throwable thrown) {
      UndertowCalls.thrown(exchange, thrown);
    }
  }
}
