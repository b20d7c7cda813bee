// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around what makes something that serves more than the request that needs it first. */
public final class WithoutContextAdvice {
  private WithoutContextAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
  public static @Nullable Object onEnter() {
    return TaskContexts.withoutContext();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
  public static void onExit(@Advice.Enter @Nullable Object scope) {
    TaskContexts.ended(scope);
  }
}
