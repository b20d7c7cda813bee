// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Makes the context current for the task alone, not for the loop. */
public final class RunAdvice {
  private RunAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
  public static @Nullable Object onEnter(@Advice.This Object task) {
    return TaskContexts.starting(task);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
  public static void onExit(@Advice.Enter @Nullable Object scope) {
    TaskContexts.ended(scope);
  }
}
