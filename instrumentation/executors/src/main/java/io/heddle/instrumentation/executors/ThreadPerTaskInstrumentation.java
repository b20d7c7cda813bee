// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;

/**
 * Carries context into the thread that {@code CompletableFuture} starts for each task where the
 * common pool has fewer than two workers, as on two cores. Removed in 25.
 */
public final class ThreadPerTaskInstrumentation extends Instrumentation {
  public ThreadPerTaskInstrumentation() {
    super("executors", onType("java.util.concurrent.CompletableFuture$ThreadPerTaskExecutor"));
    advise(method("execute").takes("java.lang.Runnable"), "ExecuteAdvice");
  }

  /** Remembers the context of the submitting thread. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object task) {
      TaskContexts.submitted(task);
    }
  }
}
