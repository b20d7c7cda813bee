// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.rxjava;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs periodic tasks that schedule themselves again without context, as those are run that a pool
 * of the JDK repeats.
 */
public final class PeriodicTaskInstrumentation extends Instrumentation {
  public PeriodicTaskInstrumentation() {
    super(
        "rxjava",
        onType(
            "io.reactivex.Scheduler$Worker$PeriodicTask",
            "io.reactivex.internal.schedulers.InstantPeriodicTask", // added in 2.1
            "io.reactivex.rxjava3.core.Scheduler$Worker$PeriodicTask",
            "io.reactivex.rxjava3.internal.schedulers.InstantPeriodicTask"));
    advise(method("run").takes(), "RunAdvice");
    advise(method("call").takes(), "RunAdvice");
  }

  /** Leaves the context of whoever scheduled it first. */
  public static final class RunAdvice {
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
