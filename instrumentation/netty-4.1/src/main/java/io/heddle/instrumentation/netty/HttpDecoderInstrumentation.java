// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Begins the call of a request that came by HTTP/1. */
public final class HttpDecoderInstrumentation extends Instrumentation {
  public HttpDecoderInstrumentation() {
    super("netty", onType("io.netty.handler.codec.http.HttpObjectDecoder"));
    advise(
        method("decode")
            .takes(
                "io.netty.channel.ChannelHandlerContext",
                "io.netty.buffer.ByteBuf",
                "java.util.List"),
        "DecodeAdvice");
  }

  /** Adds the head of one message at most, and what there is of its content. */
  public static final class DecodeAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static int onEnter(@Advice.Argument(2) List<?> output) {
      return output.size();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter int size,
        @Advice.Argument(0) ChannelHandlerContext handler,
        @Advice.Argument(2) List<?> output) {
      HttpChannel.decoded(handler, output, size);
    }
  }
}
