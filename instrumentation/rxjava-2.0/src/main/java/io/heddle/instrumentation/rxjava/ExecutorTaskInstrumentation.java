// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.rxjava;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Carries context in the tasks of {@code Schedulers.from}, which wait in a queue of their worker or
 * in that of an executor that nobody knows. All other schedulers stand on a pool of the JDK.
 */
public final class ExecutorTaskInstrumentation extends Instrumentation {
  private static final String WORKER = "internal.schedulers.ExecutorScheduler$ExecutorWorker$";

  public ExecutorTaskInstrumentation() {
    super(
        "rxjava",
        onType(
            "io.reactivex." + WORKER + "BooleanRunnable",
            "io.reactivex." + WORKER + "InterruptibleRunnable", // added in 2.2.7
            "io.reactivex.rxjava3." + WORKER + "BooleanRunnable",
            "io.reactivex.rxjava3." + WORKER + "InterruptibleRunnable"));
    advise(method("<init>"), "InitAdvice");
    advise(method("run").takes(), "RunAdvice");
  }

  /** Remembers where the task was scheduled. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object task) {
      TaskContexts.created(task);
    }
  }

  /** Makes that context current. */
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
