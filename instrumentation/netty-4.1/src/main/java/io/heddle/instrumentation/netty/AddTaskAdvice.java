// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Remembers the context; a task that was refused forgets it. */
public final class AddTaskAdvice {
  private AddTaskAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
  public static void onEnter(@Advice.Argument(0) @Nullable Object task) {
    TaskContexts.submitted(task);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
  public static void onExit(
      @Advice.Argument(0) @Nullable Object task, @Advice.Thrown @Nullable Throwable thrown) {
    if (thrown != null) {
      TaskContexts.discarded(task);
    }
  }
}
