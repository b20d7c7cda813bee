// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.DelayedContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context to a timeout of a {@code HashedWheelTimer}. */
public final class WheelTimeoutInstrumentation extends Instrumentation {
  public WheelTimeoutInstrumentation() {
    super(
        "netty",
        onType(NettyTypes.withCopies("io.netty.util.HashedWheelTimer$HashedWheelTimeout")));
    advise(method("<init>").takesCount(3), "InitAdvice");
    advise(method("expire").takesCount(0), "ExpireAdvice");
    advise(method("cancel").takesCount(0), "CancelAdvice");
  }

  /** Remembers where the timeout was asked for. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object timeout) {
      DelayedContexts.scheduled(timeout);
    }
  }

  /** Runs the timeout's task, or gives it to an executor. */
  public static final class ExpireAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object timeout) {
      return DelayedContexts.starting(timeout);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Forgets a timeout that will not come. */
  public static final class CancelAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object timeout, @Advice.Return boolean cancelled) {
      if (cancelled) {
        DelayedContexts.discarded(timeout);
      }
    }
  }
}
