// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Keeps context from a task with a trigger, such as cron: it is scheduled once for each run, by the
 * run before.
 */
public final class ReschedulingInstrumentation extends Instrumentation {
  public ReschedulingInstrumentation() {
    super(
        "spring-scheduling",
        onType("org.springframework.scheduling.concurrent.ReschedulingRunnable"));
    advise(method("schedule").takesCount(0), "ScheduleAdvice");
  }

  /** To the executor it looks like work that is done once, later. */
  public static final class ScheduleAdvice {
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
