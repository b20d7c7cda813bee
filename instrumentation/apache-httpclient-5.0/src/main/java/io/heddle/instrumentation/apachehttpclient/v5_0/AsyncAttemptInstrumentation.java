// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Records one attempt of a client that does not block, from before it has a connection to the
 * response's head. Redirects, authentication and retries each come here again.
 */
public final class AsyncAttemptInstrumentation extends Instrumentation {
  public AsyncAttemptInstrumentation() {
    super("apache-httpclient", onType("org.apache.hc.client5.http.impl.async.AsyncConnectExec"));
    advise(method("execute").takesCount(5), "ExecuteAdvice");
  }

  /** Returns at once; the callback is told of the end. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(4))
    public static Object onEnter(
        @Advice.Argument(0) HttpRequest request,
        @Advice.Argument(2) AsyncExecChain.Scope scope,
        @Advice.Argument(4) AsyncExecCallback callback) {
      return AsyncCalls.sending(request, scope, callback);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object callback, @Advice.Thrown @Nullable Throwable thrown) {
      AsyncCalls.sent(callback, thrown);
    }
  }
}
