// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.ThreadContexts;
import net.bytebuddy.asm.Advice;

/** Carries context into the threads that {@code newThreadPerTaskExecutor} and its like start. */
public final class ThreadPerTaskInstrumentation extends Instrumentation {
  public ThreadPerTaskInstrumentation() {
    super("executors", onType("java.util.concurrent.ThreadPerTaskExecutor")); // added in 19
    advise(method("start").takes("java.lang.Thread"), "StartAdvice");
  }

  /** The thread has the context for good: it ends with its task. */
  public static final class StartAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Thread thread) {
      ThreadContexts.startedForTask(thread);
    }
  }
}
