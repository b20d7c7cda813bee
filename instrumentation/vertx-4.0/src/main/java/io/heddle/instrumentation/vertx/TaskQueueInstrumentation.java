// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertx;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Carries context to each task of the queue behind a worker context and ordered blocking code, of
 * which one run of a pool takes many.
 */
public final class TaskQueueInstrumentation extends Instrumentation {
  private static final String QUEUE = "io.vertx.core.impl.TaskQueue";
  private static final String RUNNABLE = "java.lang.Runnable";

  public TaskQueueInstrumentation() {
    super(
        "vertx",
        onType(
            QUEUE,
            QUEUE + "$1", // waits for a future, in 4.5 to 4.5.10
            QUEUE + "$ContinuationTask")); // since
    advise(method("execute").takes(RUNNABLE, "java.util.concurrent.Executor"), "ExecuteAdvice");
    advise(method("run").takesCount(0).aroundCallsOf(RUNNABLE, "run"), "RunAdvice");
    advise(method("suspend").takesCount(0), "SuspendAdvice");
  }

  /** Remembers the context for the task, and none for the queue's own runner. */
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

  /** A task that waits gives the queue to another thread, for the tasks behind it. */
  public static final class SuspendAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter() {
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
