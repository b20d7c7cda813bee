// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import io.heddle.instrumentation.api.Instrumentation;
import java.lang.reflect.Method;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/** Records each run of a method that is annotated with {@code @Scheduled}. */
public final class MethodRunInstrumentation extends Instrumentation {
  public MethodRunInstrumentation() {
    super(
        "spring-scheduling",
        onType("org.springframework.scheduling.support.ScheduledMethodRunnable"));
    advise(method("run").takesCount(0), "RunAdvice");
  }

  /** The span is named after the method. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This ScheduledMethodRunnable task) {
      Method method = task.getMethod();
      return ScheduledRun.start(method.getDeclaringClass(), method.getName());
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
