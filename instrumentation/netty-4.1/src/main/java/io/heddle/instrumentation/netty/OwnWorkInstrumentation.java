// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a request's context from what lasts as long as a connection or a timer, and was made by the
 * request only because it came first.
 */
public final class OwnWorkInstrumentation extends Instrumentation {
  public OwnWorkInstrumentation() {
    super(
        "netty",
        onType(
            NettyTypes.withCopies(
                "io.netty.util.HashedWheelTimer",
                "io.netty.channel.AbstractChannel$AbstractUnsafe",
                "io.netty.handler.timeout.IdleStateHandler")));
    advise(method("start").takesCount(0), "OwnWorkAdvice"); // the timer's thread
    advise(method("register").takesCount(2), "OwnWorkAdvice"); // fills the channel's pipeline
    advise(method("initialize").takesCount(1), "OwnWorkAdvice"); // starts the idle timers
  }

  /** Around the making. */
  public static final class OwnWorkAdvice {
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
