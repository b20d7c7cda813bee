// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.guava;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context to each task of a sequential executor, of which one run of a pool takes many. */
public final class SequentialExecutorInstrumentation extends Instrumentation {
  private static final String OWNER = "com.google.common.util.concurrent.SequentialExecutor";
  private static final String RUNNABLE = "java.lang.Runnable";

  public SequentialExecutorInstrumentation() {
    super("guava", onType(OWNER, OWNER + "$1", OWNER + "$QueueWorker")); // added in 23.3
    advise(method("execute").takes(RUNNABLE), "ExecuteAdvice");
    advise(method("workOnQueue").aroundCallsOf(RUNNABLE, "run"), "RunAdvice");
    // The queue holds a task of its own around the one that was given; added in 25.1.
    advise(method("run").takesCount(0).aroundCallsOf(RUNNABLE, "run"), "RunAdvice");
  }

  /** Remembers the context for the task, and none for the worker. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) @Nullable Object task) {
      TaskContexts.submitted(task);
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object scope,
        @Advice.Argument(0) @Nullable Object task,
        @Advice.Thrown @Nullable Throwable thrown) {
      TaskContexts.ended(scope);
      if (thrown != null) {
        TaskContexts.discarded(task);
      }
    }
  }

  /** Makes the context current for the task alone. */
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
