// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import java.util.concurrent.RunnableScheduledFuture;
import net.bytebuddy.asm.Advice;

/**
 * Carries context to a delayed task. A periodic task belongs to no request: each of its runs starts
 * a trace of its own.
 */
public final class ScheduledPoolInstrumentation extends Instrumentation {
  public ScheduledPoolInstrumentation() {
    super("executors", onType("java.util.concurrent.ScheduledThreadPoolExecutor"));
    advise(method("delayedExecute").takesCount(1), "DelayedExecuteAdvice");
  }

  /** Every schedule method ends in {@code delayedExecute}, on Java 8 to 25. */
  public static final class DelayedExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) RunnableScheduledFuture<?> task) {
      if (task.isPeriodic()) {
        TaskContexts.discarded(task);
      } else {
        TaskContexts.submitted(task);
      }
    }
  }
}
