// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.StageContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs a dependent stage that was given to an executor in the context that it was added in, also
 * where the executor is one that nobody knows.
 */
public final class CompletionInstrumentation extends Instrumentation {
  public CompletionInstrumentation() {
    super("executors", onType("java.util.concurrent.CompletableFuture$Completion"));
    advise(method("run").takesCount(0), "RunAdvice");
    advise(method("exec").takesCount(0), "RunAdvice");
  }

  /** Both are final, and run the function. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object stage) {
      return StageContexts.running(stage);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
