// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.kotlinxcoroutines;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import kotlinx.coroutines.DispatchedTask;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Runs what a dispatcher was given in the context of its coroutine, on any thread. */
public final class DispatchedTaskInstrumentation extends Instrumentation {
  public DispatchedTaskInstrumentation() {
    super("kotlinx-coroutines", onType("kotlinx.coroutines.DispatchedTask"));
    advise(method("run").takesCount(0), "RunAdvice");
  }

  /** Every dispatcher calls it: pools, event loops, those of the application's own. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This DispatchedTask<?> task) {
      return CoroutineContexts.resuming(task.getDelegate$kotlinx_coroutines_core());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
