// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import com.sun.net.httpserver.HttpExchange;
import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Records the exchanges of the JDK's HTTP server. A request for which there is no context, answered
 * by the server itself, reaches no chain and has no span.
 */
public final class FilterChainInstrumentation extends Instrumentation {
  public FilterChainInstrumentation() {
    super("java-http-server", onType("com.sun.net.httpserver.Filter$Chain"));
    advise(method("doFilter").takes("com.sun.net.httpserver.HttpExchange"), "DoFilterAdvice");
  }

  /** The server calls a chain, whose filters and handler call the same or further chains. */
  public static final class DoFilterAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) HttpExchange exchange) {
      return HandledExchange.start(exchange);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object handled,
        @Advice.Argument(0) HttpExchange exchange,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (handled != null) {
        ((HandledExchange) handled).end(exchange, thrown);
      }
    }
  }
}
