// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Records one attempt, from before it has a connection to the response's head. Redirects,
 * authentication and retries each come here again; what a cache answers does not.
 */
public final class AttemptInstrumentation extends Instrumentation {
  public AttemptInstrumentation() {
    super("apache-httpclient", onType("org.apache.hc.client5.http.impl.classic.ConnectExec"));
    advise(method("execute").takesCount(3), "ExecuteAdvice");
  }

  /** The span is current meanwhile. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) ClassicHttpRequest request, @Advice.Argument(1) ExecChain.Scope scope) {
      return ClassicAttempts.sending(scope.route.getTargetHost(), request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object attempts,
        @Advice.Return @Nullable ClassicHttpResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      ClassicAttempts.sent(attempts, response, thrown);
    }
  }
}
