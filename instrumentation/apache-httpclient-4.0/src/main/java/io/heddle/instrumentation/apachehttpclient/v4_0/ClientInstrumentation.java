// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Counts the attempts of a call: redirects, authentication and retries send again, on one thread.
 */
public final class ClientInstrumentation extends Instrumentation {
  public ClientInstrumentation() {
    super(
        "apache-httpclient",
        onType("org.apache.http.impl.client.InternalHttpClient")); // added in 4.3
    advise(method("doExecute").takesCount(3), "ExecuteAdvice");
  }

  /** Around all attempts of one call. */
  public static final class ExecuteAdvice {
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
