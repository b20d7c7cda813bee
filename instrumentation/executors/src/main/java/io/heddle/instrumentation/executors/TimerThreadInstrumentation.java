// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Makes the context of a {@code TimerTask} current while it runs. */
public final class TimerThreadInstrumentation extends Instrumentation {
  public TimerThreadInstrumentation() {
    super("executors", onType("java.util.TimerThread"));
    advise(method("mainLoop").aroundCallsOf("java.util.TimerTask", "run"), "RunAdvice");
  }

  /** Around the task's own code alone. */
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
