// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springcore;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.heddle.instrumentation.api.context.ThreadContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Gives a context for good to the thread that {@code SimpleAsyncTaskExecutor} starts for a task.
 */
public final class SimpleAsyncInstrumentation extends Instrumentation {
  public SimpleAsyncInstrumentation() {
    super("spring-core", onType("org.springframework.core.task.SimpleAsyncTaskExecutor"));
    advise(
        method("doExecute").takes("java.lang.Runnable").aroundCallsOf("java.lang.Thread", "start"),
        "StartAdvice");
  }

  /** Other threads that a request starts have its context only while the request goes on. */
  public static final class StartAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object thread) {
      ThreadContexts.startedForTask((Thread) thread);
      return null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object nothing) {
      TaskContexts.ended(nothing);
    }
  }
}
