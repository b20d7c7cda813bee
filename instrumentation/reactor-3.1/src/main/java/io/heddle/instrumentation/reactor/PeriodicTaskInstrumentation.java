// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs a periodic task whose period is zero without context, as other periodic tasks: it submits
 * itself again and again. What an interval's subscriber does has the context of its subscription.
 */
public final class PeriodicTaskInstrumentation extends Instrumentation {
  public PeriodicTaskInstrumentation() {
    super("reactor", onType("reactor.core.scheduler.InstantPeriodicWorkerTask"));
    advise(method("call").takes(), "CallAdvice");
  }

  /** Leaves the context of whoever submitted it first. */
  public static final class CallAdvice {
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
