// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Carries context through the queue of JBoss's pool, of XNIO and so of Undertow and WildFly. What
 * it takes is the task that was given, or one of its own around it.
 */
public final class EnhancedQueueExecutorInstrumentation extends Instrumentation {
  private static final String POOL = "org.jboss.threads.EnhancedQueueExecutor";

  public EnhancedQueueExecutorInstrumentation() {
    super("executors", onType(POOL, POOL + "$Task")); // added in 3.2
    advise(method("tryExecute").takesCount(1), "TryExecuteAdvice");
    advise(method("rejectException"), "RejectAdvice");
    advise(method("rejectNoThread"), "RejectAdvice");
    advise(method("rejectQueueFull"), "RejectAdvice");
    advise(method("rejectShutdown"), "RejectAdvice");
    advise(method("doStartThread").takesCount(1), "DoStartThreadAdvice");
    advise(method("run").takesCount(0), "RunAdvice");
    // Removed in 3.2.
    advise(method("safeRun").takesCount(1).aroundCallsOf("java.lang.Runnable", "run"), "RunAdvice");
  }

  /** Remembers the context. */
  public static final class TryExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object task) {
      TaskContexts.submitted(task);
    }
  }

  /** Forgets a task that goes to another executor, of which the caller has the context. */
  public static final class RejectAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object task) {
      TaskContexts.discarded(task);
    }
  }

  /** A thread made during a request serves others after it. */
  public static final class DoStartThreadAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter() {
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
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
