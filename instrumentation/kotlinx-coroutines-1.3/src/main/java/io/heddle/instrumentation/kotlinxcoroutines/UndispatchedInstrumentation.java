// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.kotlinxcoroutines;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import kotlin.coroutines.Continuation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs a coroutine in its own context that goes on within the call that resumes it: what is
 * unconfined, or resumed undispatched. The library inlines this into the methods named here.
 */
public final class UndispatchedInstrumentation extends Instrumentation {
  private static final String CONTINUATION = "kotlin.coroutines.Continuation";

  public UndispatchedInstrumentation() {
    super(
        "kotlinx-coroutines",
        onType(
            "kotlinx.coroutines.DispatchedKt", // until 1.3.2
            "kotlinx.coroutines.DispatchedTaskKt",
            "kotlinx.coroutines.DispatchedContinuation", // until 1.3
            "kotlinx.coroutines.internal.DispatchedContinuation",
            "kotlinx.coroutines.DispatchedContinuationKt", // until 1.3
            "kotlinx.coroutines.internal.DispatchedContinuationKt"));
    advise(method("resume").takesFirst("kotlinx.coroutines.DispatchedTask"), "ResumeTaskAdvice");
    advise(method("resumeWith").takes("java.lang.Object"), "ResumeWithAdvice");
    advise(method("resumeCancellable").takesFirst(CONTINUATION), "ResumeAdvice"); // until 1.3.2
    advise(method("resumeCancellableWith").takesFirst(CONTINUATION), "ResumeAdvice");
    advise(method("resumeCancellableWithInternal").takesFirst(CONTINUATION), "ResumeAdvice");
  }

  /** A suspended call returns. */
  public static final class ResumeTaskAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(1) Continuation<?> continuation) {
      return CoroutineContexts.resuming(continuation);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** The same by the standard library's {@code suspendCoroutine}. */
  public static final class ResumeWithAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Continuation<?> continuation) {
      return CoroutineContexts.resuming(continuation);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** A coroutine starts, or goes on after another. */
  public static final class ResumeAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Continuation<?> continuation) {
      return CoroutineContexts.resuming(continuation);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
