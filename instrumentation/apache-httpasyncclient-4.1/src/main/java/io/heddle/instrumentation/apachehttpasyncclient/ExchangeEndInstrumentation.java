// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpasyncclient;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Ends the attempt of a call that fails or is cancelled, wherever it has come to. */
public final class ExchangeEndInstrumentation extends Instrumentation {
  public ExchangeEndInstrumentation() {
    super(
        "apache-httpasyncclient",
        onType("org.apache.http.impl.nio.client.AbstractClientExchangeHandler")); // added in 4.1
    advise(method("failed").takes("java.lang.Exception"), "FailedAdvice");
    advise(method("cancel").takesCount(0), "CloseAdvice");
    advise(method("close").takesCount(0), "CloseAdvice");
  }

  /** Around the callback. */
  public static final class FailedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This Object handler, @Advice.Argument(0) @Nullable Exception failure) {
      Exchanges.ended(handler, failure);
      return Exchanges.enter(handler);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      Exchanges.exit(scope);
    }
  }

  /** Finds nothing to end after an answer. */
  public static final class CloseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object handler) {
      Exchanges.ended(handler, null);
    }
  }
}
