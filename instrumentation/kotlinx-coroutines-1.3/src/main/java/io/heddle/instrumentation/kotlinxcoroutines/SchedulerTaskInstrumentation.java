// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.kotlinxcoroutines;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Carries context to a task of the default dispatchers that is no coroutine: {@code
 * Dispatchers.Default.asExecutor()}.
 */
public final class SchedulerTaskInstrumentation extends Instrumentation {
  public SchedulerTaskInstrumentation() {
    super("kotlinx-coroutines", onType("kotlinx.coroutines.scheduling.TaskImpl"));
    advise(method("<init>").takesFirst("java.lang.Runnable"), "InitAdvice");
    advise(method("run").takesCount(0), "RunAdvice");
  }

  /** On the thread that gives the task. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object task) {
      TaskContexts.submitted(task);
    }
  }

  /** On the scheduler's thread. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object task) {
      return TaskContexts.starting(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
