// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Carries context in tasks that code of the application runs in its own way: {@code
 * AbstractExecutorService.submit} and {@code ScheduledThreadPoolExecutor.schedule} make a {@code
 * FutureTask}.
 */
public final class FutureTaskInstrumentation extends Instrumentation {
  public FutureTaskInstrumentation() {
    super("executors", onType("java.util.concurrent.FutureTask"));
    advise(method("<init>"), "InitAdvice");
    advise(method("run").takesCount(0), "RunAdvice");
  }

  /** Remembers where the task was made, until it is submitted to an executor that is known. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object task) {
      TaskContexts.created(task);
    }
  }

  /** Finds nothing where the executor has made the context current already. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object task) {
      return TaskContexts.running(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
