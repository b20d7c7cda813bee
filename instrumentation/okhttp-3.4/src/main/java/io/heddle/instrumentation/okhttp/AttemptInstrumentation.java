// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Records one attempt, from before it has a connection to the response's head. What the cache
 * answers does not get here; the application's network interceptors run inside.
 */
public final class AttemptInstrumentation extends Instrumentation {
  public AttemptInstrumentation() {
    super("okhttp", onType("okhttp3.internal.connection.ConnectInterceptor")); // added in 3.4
    advise(method("intercept").takes("okhttp3.Interceptor$Chain"), "InterceptAdvice");
  }

  /** The span is current meanwhile. */
  public static final class InterceptAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Interceptor.Chain chain) {
      return CallAttempts.sending(chain.request());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object attempts,
        @Advice.Return @Nullable Response response,
        @Advice.Thrown @Nullable Throwable thrown) {
      CallAttempts.sent(attempts, response, thrown);
    }
  }
}
