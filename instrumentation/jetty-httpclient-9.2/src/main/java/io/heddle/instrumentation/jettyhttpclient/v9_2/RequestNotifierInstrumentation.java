// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v9_2;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.api.Request;
import org.jspecify.annotations.Nullable;

/** Runs a request's listeners in the context of the caller, and sends the propagation headers. */
public final class RequestNotifierInstrumentation extends Instrumentation {
  private static final String REQUEST = "org.eclipse.jetty.client.api.Request";

  public RequestNotifierInstrumentation() {
    super("jetty-httpclient", onType("org.eclipse.jetty.client.RequestNotifier"));
    advise(method("notifyQueued").takesFirst(REQUEST), "NotifyAdvice");
    advise(method("notifyBegin").takesFirst(REQUEST), "NotifyAdvice");
    advise(method("notifyHeaders").takesFirst(REQUEST), "NotifyHeadersAdvice");
    advise(method("notifyCommit").takesFirst(REQUEST), "NotifyAdvice");
    advise(method("notifyContent").takesFirst(REQUEST), "NotifyAdvice");
    advise(method("notifySuccess").takesFirst(REQUEST), "NotifyAdvice");
    advise(method("notifyFailure").takesFirst(REQUEST), "NotifyAdvice");
  }

  /** Around all listeners of one event. */
  public static final class NotifyAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Request request) {
      return Attempts.enter(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** The last that is done before the head is written, whatever the transport. */
  public static final class NotifyHeadersAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Request request) {
      return Attempts.enter(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object scope, @Advice.Argument(0) Request request) {
      TaskContexts.ended(scope);
      Attempts.sending(request);
    }
  }
}
