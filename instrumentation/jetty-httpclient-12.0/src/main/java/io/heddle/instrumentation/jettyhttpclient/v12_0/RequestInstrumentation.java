// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v12_0;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/** Runs a request's listeners in the context of the caller, and sends the propagation headers. */
public final class RequestInstrumentation extends Instrumentation {
  public RequestInstrumentation() {
    super("jetty-httpclient", onType("org.eclipse.jetty.client.transport.HttpRequest"));
    advise(method("notifyQueued").takesCount(0), "NotifyAdvice");
    advise(method("notifyBegin").takesCount(0), "NotifyAdvice");
    advise(method("notifyHeaders").takesCount(0), "NotifyHeadersAdvice");
    advise(method("notifyCommit").takesCount(0), "NotifyAdvice");
    advise(method("notifyContent").takesCount(1), "NotifyAdvice");
    advise(method("notifySuccess").takesCount(0), "NotifyAdvice");
    advise(method("notifyFailure").takesCount(1), "NotifyAdvice");
  }

  /** Around all listeners of one event. */
  public static final class NotifyAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Request request) {
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
    public static @Nullable Object onEnter(@Advice.This Request request) {
      return Attempts.enter(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope, @Advice.This Request request) {
      TaskContexts.ended(scope);
      Attempts.sending(request);
    }
  }
}
