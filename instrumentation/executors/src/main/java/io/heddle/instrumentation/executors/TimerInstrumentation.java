// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context to a delayed task of a {@code Timer}; a periodic one belongs to no request. */
public final class TimerInstrumentation extends Instrumentation {
  public TimerInstrumentation() {
    super("executors", onType("java.util.Timer"));
    advise(method("sched").takes("java.util.TimerTask", "long", "long"), "SchedAdvice");
  }

  /** Every schedule method ends in {@code sched}, with period zero for a task that runs once. */
  public static final class SchedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object task, @Advice.Argument(2) long period) {
      if (period == 0) {
        TaskContexts.submitted(task);
      }
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(0) Object task, @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        TaskContexts.discarded(task);
      }
    }
  }
}
