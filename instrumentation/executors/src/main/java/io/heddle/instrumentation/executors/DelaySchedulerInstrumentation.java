// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;

/**
 * Carries context to a delayed task of a {@code ForkJoinPool}, which became a scheduler in 25; a
 * periodic task belongs to no request.
 */
public final class DelaySchedulerInstrumentation extends Instrumentation {
  public DelaySchedulerInstrumentation() {
    super("executors", onType("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask"));
    advise(method("<init>").takesCount(6), "InitAdvice");
  }

  /** Takes the time between runs, zero for a task that runs once. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object task, @Advice.Argument(1) long period) {
      if (period == 0) {
        TaskContexts.created(task);
      }
    }
  }
}
