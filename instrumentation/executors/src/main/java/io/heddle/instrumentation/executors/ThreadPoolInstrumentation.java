// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.opentelemetry.context.Scope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context from {@code execute} to the worker thread that runs the task. */
public final class ThreadPoolInstrumentation extends Instrumentation {
  public ThreadPoolInstrumentation() {
    super("executors", onType("java.util.concurrent.ThreadPoolExecutor"));
    advise(method("execute").takes("java.lang.Runnable"), "ExecuteAdvice");
    // Inside the worker's loop: beforeExecute and afterExecute belong to subclasses, and a task
    // given to execute has no other code of the JDK around it.
    advise(method("runWorker").aroundCallsOf("java.lang.Runnable", "run"), "RunAdvice");
  }

  /** Remembers the context; a task that was refused by an exception forgets it. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object task) {
      TaskContexts.submitted(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(0) Object task, @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        TaskContexts.discarded(task);
      }
    }
  }

  /** Makes the context current for the task's own code alone. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object task) {
      return TaskContexts.starting(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      if (scope != null) {
        ((Scope) scope).close();
      }
    }
  }
}
