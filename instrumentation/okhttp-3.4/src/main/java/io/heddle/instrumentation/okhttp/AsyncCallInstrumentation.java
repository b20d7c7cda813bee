// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.MessageContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs an enqueued call in the context in which it was enqueued. The dispatcher keeps more calls
 * than it runs, and the next is given to the pool by whatever call ends.
 */
public final class AsyncCallInstrumentation extends Instrumentation {
  public AsyncCallInstrumentation() {
    super(
        "okhttp",
        onType(
            "okhttp3.RealCall$AsyncCall", // until 3
            "okhttp3.internal.connection.RealCall$AsyncCall")); // since 4
    advise(method("<init>"), "InitAdvice");
    advise(method("execute").takesCount(0), "RunAdvice"); // until 3
    advise(method("run").takesCount(0), "RunAdvice"); // since 4
  }

  /** Made by {@code Call.enqueue}. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object call) {
      MessageContexts.sent(call);
    }
  }

  /** Covers the callback too. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object call) {
      return MessageContexts.receivedAmid(call);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
