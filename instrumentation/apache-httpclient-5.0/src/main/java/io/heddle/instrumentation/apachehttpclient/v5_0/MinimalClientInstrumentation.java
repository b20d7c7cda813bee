// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** Records the calls of the client that sends once, whatever comes back. */
public final class MinimalClientInstrumentation extends Instrumentation {
  public MinimalClientInstrumentation() {
    super("apache-httpclient", onType("org.apache.hc.client5.http.impl.classic.MinimalHttpClient"));
    advise(method("doExecute").takesCount(3), "ExecuteAdvice");
  }

  /** A call and its only attempt. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Object onEnter(
        @Advice.Argument(0) @Nullable HttpHost target,
        @Advice.Argument(1) ClassicHttpRequest request) {
      return ClassicAttempts.beginSending(target, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object attempts,
        @Advice.Return @Nullable ClassicHttpResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      ClassicAttempts.sent(attempts, response, thrown);
      ClassicAttempts.end(attempts);
    }
  }
}
