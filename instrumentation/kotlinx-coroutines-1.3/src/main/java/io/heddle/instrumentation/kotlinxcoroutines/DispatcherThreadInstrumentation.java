// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.kotlinxcoroutines;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A dispatcher's thread that happens to be made during a request has no part of it. */
public final class DispatcherThreadInstrumentation extends Instrumentation {
  public DispatcherThreadInstrumentation() {
    super(
        "kotlinx-coroutines",
        onType(
            "kotlinx.coroutines.scheduling.CoroutineScheduler",
            "kotlinx.coroutines.DefaultExecutor"));
    advise(method("createNewWorker").takesCount(0), "CreateAdvice");
    advise(method("createThreadSync").takesCount(0), "CreateAdvice");
  }

  /** Both start the thread, too. */
  public static final class CreateAdvice {
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
