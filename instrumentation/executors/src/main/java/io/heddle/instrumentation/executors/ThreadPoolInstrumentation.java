// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import java.util.concurrent.ThreadPoolExecutor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context from {@code execute} to the worker thread that runs the task. */
public final class ThreadPoolInstrumentation extends Instrumentation {
  public ThreadPoolInstrumentation() {
    super(
        "executors",
        onType(
            "java.util.concurrent.ThreadPoolExecutor",
            "org.apache.tomcat.util.threads.ThreadPoolExecutor")); // a copy of it since 10.1
    advise(method("execute").takes("java.lang.Runnable"), "ExecuteAdvice");
    advise(method("remove").takes("java.lang.Runnable"), "RemoveAdvice");
    advise(method("reject").takes("java.lang.Runnable"), "RejectAdvice");
    advise(method("addWorker"), "AddWorkerAdvice");
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

  /** Forgets a task that was taken out of the queue. */
  public static final class RemoveAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(0) Object task, @Advice.Return boolean removed) {
      if (removed) {
        TaskContexts.discarded(task);
      }
    }
  }

  /**
   * Forgets a task that the caller runs now, whose context it has anyhow, or nobody. A handler of
   * the application's own may put it into the queue after all.
   */
  public static final class RejectAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object pool, @Advice.Argument(0) Object task) {
      if (pool instanceof ThreadPoolExecutor) {
        Class<?> handler = ((ThreadPoolExecutor) pool).getRejectedExecutionHandler().getClass();
        if (handler == ThreadPoolExecutor.CallerRunsPolicy.class
            || handler == ThreadPoolExecutor.DiscardPolicy.class) {
          TaskContexts.discarded(task);
        }
      }
    }
  }

  /** A worker made during a request serves others after it. */
  public static final class AddWorkerAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter() {
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
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
      TaskContexts.ended(scope);
    }
  }
}
