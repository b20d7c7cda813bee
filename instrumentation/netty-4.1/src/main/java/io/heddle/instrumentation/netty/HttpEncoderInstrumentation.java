// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaders;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Begins the call of a request that is sent by HTTP/1, and ends that of one that is answered. */
public final class HttpEncoderInstrumentation extends Instrumentation {
  public HttpEncoderInstrumentation() {
    super("netty", onType("io.netty.handler.codec.http.HttpObjectEncoder"));
    advise(
        method("encode")
            .takes("io.netty.channel.ChannelHandlerContext", "java.lang.Object", "java.util.List"),
        "EncodeAdvice");
    advise(
        method("encodeHeaders")
            .takes("io.netty.handler.codec.http.HttpHeaders", "io.netty.buffer.ByteBuf"),
        "HeadersAdvice");
  }

  /** Once for each head, piece of content or both. */
  public static final class EncodeAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) ChannelHandlerContext handler, @Advice.Argument(1) Object message) {
      return RequestEncoding.begin(handler, message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object sending,
        @Advice.Argument(0) ChannelHandlerContext handler,
        @Advice.Argument(1) Object message,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (sending != null) {
        RequestEncoding.end(sending, thrown);
      } else if (thrown == null) {
        HttpChannel.encoded(handler, message);
      }
    }
  }

  /** Inside of the other. */
  public static final class HeadersAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    public static @Nullable Object onEnter(@Advice.Argument(0) HttpHeaders headers) {
      return RequestEncoding.headers(headers);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(1) ByteBuf out) {
      RequestEncoding.wroteHeaders(out);
    }
  }
}
