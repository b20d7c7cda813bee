// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;

/** Ends the call of a request when its response is written by HTTP/1. */
public final class HttpEncoderInstrumentation extends Instrumentation {
  public HttpEncoderInstrumentation() {
    super("netty", onType("io.netty.handler.codec.http.HttpObjectEncoder"));
    advise(
        method("encode")
            .takes("io.netty.channel.ChannelHandlerContext", "java.lang.Object", "java.util.List"),
        "EncodeAdvice");
  }

  /** Once for each head, piece of content or both. */
  public static final class EncodeAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(0) ChannelHandlerContext handler, @Advice.Argument(1) Object message) {
      HttpChannel.encoded(handler, message);
    }
  }
}
