// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt with the response's head, and begins those for which no new connection is asked:
 * authentication, and retries until 4.2. The tunnel through a proxy is part of the attempt.
 */
public final class RequestExecutorInstrumentation extends Instrumentation {
  public RequestExecutorInstrumentation() {
    super("apache-httpclient", onType("org.apache.http.protocol.HttpRequestExecutor"));
    advise(method("execute").takesCount(3), "ExecuteAdvice");
  }

  /** Does nothing for code that uses the executor itself. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) HttpRequest request, @Advice.Argument(2) HttpContext context) {
      return CallAttempts.sending(request, context);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object attempts,
        @Advice.Return @Nullable HttpResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      CallAttempts.sent(attempts, response, thrown);
    }
  }
}
