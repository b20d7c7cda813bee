// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v9_2;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.jspecify.annotations.Nullable;

/**
 * Runs a response's listeners, those of the library that redirect and authenticate among them, in
 * the context of the caller, and ends an attempt with the head of its response.
 */
public final class ResponseNotifierInstrumentation extends Instrumentation {
  private static final String LISTENERS = "java.util.List";
  private static final String RESPONSE = "org.eclipse.jetty.client.api.Response";

  public ResponseNotifierInstrumentation() {
    super("jetty-httpclient", onType("org.eclipse.jetty.client.ResponseNotifier"));
    advise(method("notifyBegin").takesFirst(LISTENERS), "NotifyAdvice");
    advise(method("notifyHeader").takesFirst(LISTENERS), "NotifyAdvice");
    advise(method("notifyHeaders").takesFirst(LISTENERS), "NotifyHeadersAdvice");
    advise(method("notifyContent").takesFirst(LISTENERS), "NotifyAdvice"); // removed in 9.4
    advise(method("notifyBeforeContent").takesFirst(RESPONSE), "NotifyContentAdvice");
    advise(method("notifyContent").takesFirst(RESPONSE), "NotifyContentAdvice");
    advise(method("notifySuccess").takesFirst(LISTENERS), "NotifyAdvice");
    advise(method("notifyFailure").takesFirst(LISTENERS), "NotifyAdvice");
    advise(method("notifyComplete").takesFirst(LISTENERS), "NotifyCompleteAdvice");
  }

  /** Around all listeners of one event. */
  public static final class NotifyAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(1) Response response) {
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
    public static @Nullable Object onEnter(@Advice.Argument(1) Response response) {
      Attempts.answered(response);
      return Attempts.enter(response.getRequest());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Where the listeners come last. */
  public static final class NotifyContentAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Response response) {
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
    public static @Nullable Object onEnter(@Advice.Argument(1) Result result) {
      return Attempts.completed(result);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
