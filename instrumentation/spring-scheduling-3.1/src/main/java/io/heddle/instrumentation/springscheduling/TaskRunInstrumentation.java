// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Records each run of a registered task that is no method, around what Spring puts around it: until
 * 6.2 the error handling that every scheduler adds, since then a tracker of outcomes.
 */
public final class TaskRunInstrumentation extends Instrumentation {
  private static final String SCHEDULING = "org.springframework.scheduling.";
  private static final String HANDLER = "org.springframework.util.ErrorHandler";

  public TaskRunInstrumentation() {
    super(
        "spring-scheduling",
        onType(
            SCHEDULING + "support.DelegatingErrorHandlingRunnable",
            SCHEDULING + "config.Task$OutcomeTrackingRunnable"));
    advise(method("<init>").takes("java.lang.Runnable", HANDLER), "HandlingAdvice");
    advise(
        method("<init>").takes(SCHEDULING + "config.Task", "java.lang.Runnable"), "TrackingAdvice");
    advise(method("run").takesCount(0), "RunAdvice");
  }

  /** Many other tasks have their errors handled, too. */
  public static final class HandlingAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Object around, @Advice.Argument(0) @Nullable Object task) {
      if (ScheduledRun.isRegistered(task)) {
        ScheduledRun.around(around, task);
      }
    }
  }

  /** Only what is registered is tracked. */
  public static final class TrackingAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Object around, @Advice.Argument(1) @Nullable Object task) {
      ScheduledRun.around(around, task);
    }
  }

  /** Until the error was handled. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object around) {
      return ScheduledRun.startAround(around);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object run, @Advice.Thrown @Nullable Throwable thrown) {
      if (run != null) {
        ((ScheduledRun) run).end(thrown);
      }
    }
  }
}
