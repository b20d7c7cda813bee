// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import com.sun.net.httpserver.HttpExchange;
import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Ends exchanges that are answered after their handler has returned. */
public final class ExchangeInstrumentation extends Instrumentation {
  public ExchangeInstrumentation() {
    super(
        "java-http-server",
        onType("sun.net.httpserver.HttpExchangeImpl", "sun.net.httpserver.HttpsExchangeImpl"));
    advise(method("sendResponseHeaders").takes("int", "long"), "SendResponseHeadersAdvice");
    advise(method("close").takesCount(0), "CloseAdvice");
  }

  /** From here on the status is known. */
  public static final class SendResponseHeadersAdvice {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This HttpExchange exchange, @Advice.Thrown @Nullable Throwable thrown) {
      PendingExchange.answered(exchange, thrown);
    }
  }

  /** The connection is closed, with or without an answer. */
  public static final class CloseAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This HttpExchange exchange) {
      PendingExchange.closed(exchange);
    }
  }
}
