// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Counts the attempts of a call: this interceptor sends again, in a loop, on one thread. */
public final class CallInstrumentation extends Instrumentation {
  public CallInstrumentation() {
    super("okhttp", onType("okhttp3.internal.http.RetryAndFollowUpInterceptor")); // added in 3.4
    advise(method("intercept").takes("okhttp3.Interceptor$Chain"), "InterceptAdvice");
  }

  /** Around all attempts of one call. */
  public static final class InterceptAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Object onEnter() {
      return CallAttempts.begin();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object attempts) {
      CallAttempts.end(attempts);
    }
  }
}
