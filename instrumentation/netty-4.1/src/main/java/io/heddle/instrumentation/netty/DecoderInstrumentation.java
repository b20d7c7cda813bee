// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Passes decoded messages on in the context of the request or response that they belong to. */
public final class DecoderInstrumentation extends Instrumentation {
  public DecoderInstrumentation() {
    super("netty", onType("io.netty.handler.codec.ByteToMessageDecoder"));
    advise(
        method("fireChannelRead")
            .takes(
                "io.netty.channel.ChannelHandlerContext",
                "io.netty.handler.codec.CodecOutputList",
                "int"),
        "FireAdvice");
  }

  /** After each time that something was decoded. */
  public static final class FireAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) ChannelHandlerContext handler,
        @Advice.Argument(1) List<?> messages,
        @Advice.Argument(2) int count) {
      return ChannelWork.reading(handler, messages, count);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
