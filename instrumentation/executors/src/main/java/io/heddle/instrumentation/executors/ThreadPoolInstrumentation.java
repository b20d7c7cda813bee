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
    advise(method("runWorker"), "RunWorkerAdvice");
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
    public static void onEnter(Object task) {
      WorkerScopes.open(TaskContexts.starting(task));
    }

    public static void onExit() {
      WorkerScopes.close();
    }
  }

  /** Closes what a task that threw left open; such a task also ends its worker. */
  public static final class RunWorkerAdvice {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit() {
      WorkerScopes.close();
    }
  }

  /** The scope of the task that a worker thread runs. */
  static final class WorkerScopes {
    private static final ThreadLocal<Scope> OPEN = new ThreadLocal<>();

    private WorkerScopes() {}

    static void open(@Nullable Scope scope) {
      if (scope != null) {
        OPEN.set(scope);
      }
    }

    static void close() {
      Scope scope = OPEN.get();
      if (scope != null) {
        OPEN.remove();
        scope.close();
      }
    }
  }
}
