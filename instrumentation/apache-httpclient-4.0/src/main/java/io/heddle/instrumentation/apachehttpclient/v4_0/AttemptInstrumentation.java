// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Records an attempt from before it has a connection. Redirects and retries each come here again;
 * what a cache answers does not.
 */
public final class AttemptInstrumentation extends Instrumentation {
  public AttemptInstrumentation() {
    super(
        "apache-httpclient",
        onType("org.apache.http.impl.execchain.MainClientExec")); // added in 4.3
    advise(method("execute").takesCount(4), "ExecuteAdvice");
  }

  /** The span is current until {@link RequestExecutorInstrumentation} has ended it. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) HttpRoute route,
        @Advice.Argument(1) HttpRequest request,
        @Advice.Argument(2) HttpContext context) {
      return CallAttempts.connecting(route, request, context);
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
