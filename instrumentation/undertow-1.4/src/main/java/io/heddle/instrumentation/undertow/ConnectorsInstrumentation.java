// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.api.Instrumentation;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Begins the call of an exchange when it is given to the server's handlers, and makes it current
 * again for each handler that it is dispatched to. What a listener refuses before has no span.
 */
public final class ConnectorsInstrumentation extends Instrumentation {
  public ConnectorsInstrumentation() {
    super("undertow", onType("io.undertow.server.Connectors"));
    advise(
        method("executeRootHandler")
            .takes("io.undertow.server.HttpHandler", "io.undertow.server.HttpServerExchange"),
        "ExecuteRootHandlerAdvice");
  }

  /** Hands the exchange's task to its executor too, when the handler has returned. */
  public static final class ExecuteRootHandlerAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(1) HttpServerExchange exchange) {
      return UndertowCalls.enter(exchange);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object handled, @Advice.Argument(1) HttpServerExchange exchange) {
      if (handled != null) {
        UndertowCalls.exit(exchange, (UndertowCalls.Handled) handled);
      }
    }
  }
}
