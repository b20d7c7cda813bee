// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v12_0;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.jspecify.annotations.Nullable;

/**
 * Runs a response's listeners, those of the library that redirect and authenticate among them, in
 * the context of the caller, and ends an attempt with the head of its response.
 */
public final class ResponseListenersInstrumentation extends Instrumentation {
  private static final String RESPONSE = "org.eclipse.jetty.client.Response";
  private static final String RESULT = "org.eclipse.jetty.client.Result";

  public ResponseListenersInstrumentation() {
    super("jetty-httpclient", onType("org.eclipse.jetty.client.transport.ResponseListeners"));
    advise(method("notifyBegin").takesFirst(RESPONSE), "NotifyAdvice");
    advise(method("notifyHeader").takesFirst(RESPONSE), "NotifyAdvice");
    advise(method("notifyHeaders").takesFirst(RESPONSE), "NotifyHeadersAdvice");
    advise(method("notifyContentSource").takesFirst(RESPONSE), "NotifyAdvice");
    advise(method("notifySuccess").takesFirst(RESPONSE), "NotifyAdvice");
    advise(method("notifyFailure").takesFirst(RESPONSE), "NotifyAdvice");
    advise(method("notifyComplete").takesFirst(RESULT), "NotifyCompleteAdvice");
  }

  /** Around all listeners of one event. */
  public static final class NotifyAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Response response) {
      return Attempts.enter(response.getRequest());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Once for each head, that of a 100 too. */
  public static final class NotifyHeadersAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Response response) {
      Attempts.answered(response);
      return Attempts.enter(response.getRequest());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** The last of each attempt, whatever became of it. */
  public static final class NotifyCompleteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Result result) {
      return Attempts.completed(result);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
