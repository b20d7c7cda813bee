// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.kotlinxcoroutines;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import kotlinx.coroutines.DispatchedTask;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Carries context to each task of a dispatcher with a queue of its own: {@code limitedParallelism}
 * and, from 1.7, {@code Dispatchers.IO}. What it gives to the dispatcher below serves them all.
 */
public final class LimitedDispatcherInstrumentation extends Instrumentation {
  private static final String LIMITED = "kotlinx.coroutines.internal.LimitedDispatcher";

  public LimitedDispatcherInstrumentation() {
    super("kotlinx-coroutines", onType(LIMITED, LIMITED + "$Worker")); // added in 1.6 and 1.7
    advise(method("dispatch").takesCount(2), "DispatchAdvice");
    advise(method("dispatchYield").takesCount(2), "DispatchAdvice");
    advise(method("run").takesCount(0).aroundCallsOf("java.lang.Runnable", "run"), "RunAdvice");
  }

  /** Remembers the context for a task that is no coroutine. */
  public static final class DispatchAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(1) @Nullable Object task) {
      if (!(task instanceof DispatchedTask)) {
        TaskContexts.submitted(task);
      }
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Runs one task of the queue. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This @Nullable Object task) {
      return TaskContexts.starting(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
