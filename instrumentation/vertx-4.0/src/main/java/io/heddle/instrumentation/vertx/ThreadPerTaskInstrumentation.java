// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertx;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.heddle.instrumentation.api.context.ThreadContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Gives a context for good to the virtual thread that is started for unordered blocking code. */
public final class ThreadPerTaskInstrumentation extends Instrumentation {
  public ThreadPerTaskInstrumentation() {
    super("vertx", onType("io.vertx.core.impl.ThreadPerTaskExecutorService")); // added in 4.5
    advise(
        method("execute").takes("java.lang.Runnable").aroundCallsOf("java.lang.Thread", "start"),
        "StartAdvice");
  }

  /** The thread ends with its task. */
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
