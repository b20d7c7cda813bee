// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Tells the calls of a channel what a handler threw, or reading. */
public final class HandlerInstrumentation extends Instrumentation {
  public HandlerInstrumentation() {
    super("netty", onType("io.netty.channel.AbstractChannelHandlerContext"));
    advise(method("invokeExceptionCaught").takes("java.lang.Throwable"), "CaughtAdvice");
  }

  /** First of the handler that threw, then of those behind it. */
  public static final class CaughtAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This ChannelHandlerContext handler,
        @Advice.Argument(0) @Nullable Throwable thrown) {
      ChannelWork.failed(handler.channel(), thrown);
    }
  }
}
