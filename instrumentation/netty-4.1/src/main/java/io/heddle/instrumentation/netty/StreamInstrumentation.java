// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Records HTTP/2 requests that have a channel of their own, by their frames. */
public final class StreamInstrumentation extends Instrumentation {
  public StreamInstrumentation() {
    super(
        "netty",
        onType("io.netty.handler.codec.http2.AbstractHttp2StreamChannel$Http2ChannelUnsafe"));
    advise(method("doRead0").takesCount(2), "ReadAdvice");
    advise(
        method("write").takes("java.lang.Object", "io.netty.channel.ChannelPromise"),
        "WriteAdvice");
  }

  /** Passes one frame to the channel's handlers. */
  public static final class ReadAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This Channel.Unsafe unsafe, @Advice.Argument(0) Object frame) {
      return HttpStream.reading(unsafe.voidPromise().channel(), frame);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Gives one frame to the connection. */
  public static final class WriteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(0) Object frame, @Advice.Argument(1) ChannelPromise promise) {
      HttpStream.writing(promise.channel(), frame);
    }
  }
}
