// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.guava;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Keeps the context of whoever completes a future from listeners that were added in none. */
public final class CompletionInstrumentation extends Instrumentation {
  private static final String OWNER = "com.google.common.util.concurrent.";

  public CompletionInstrumentation() {
    super("guava", onType(OWNER + "AbstractFuture", OWNER + "ExecutionList"));
    advise(method("complete").takesCount(0), "CompleteAdvice"); // of AbstractFuture, since 19.0
    advise(method("complete").takesFirst(OWNER + "AbstractFuture"), "CompleteAdvice");
    advise(method("execute").takesCount(0), "CompleteAdvice");
  }

  /** Each listener then runs in its own. */
  public static final class CompleteAdvice {
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
