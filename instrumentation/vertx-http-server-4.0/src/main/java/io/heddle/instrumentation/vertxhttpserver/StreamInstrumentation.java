// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpserver;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Records requests that come by HTTP/2, which Vert.x reads without a channel for each stream. */
public final class StreamInstrumentation extends Instrumentation {
  private static final String HTTP = "io.vertx.core.http.impl.";
  private static final String HANDLER = "io.netty.channel.ChannelHandlerContext";

  public StreamInstrumentation() {
    super(
        "vertx-http-server",
        "vertx",
        onType(
            HTTP + "Http2ConnectionBase", // renamed in 5.1
            HTTP + "http2.codec.Http2ConnectionImpl"));
    advise(method("onHeadersRead").takesFirst(HANDLER), "HeadersAdvice");
    advise(method("onDataRead").takesFirst(HANDLER), "DataAdvice");
    advise(method("onRstStreamRead").takes(HANDLER, "int", "long"), "ResetAdvice");
    advise(
        method("onStreamClosed").takes("io.netty.handler.codec.http2.Http2Stream"), "CloseAdvice");
  }

  /** Of a request, or of trailers behind it; on a client's connection, of a response. */
  public static final class HeadersAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) ChannelHandlerContext handler,
        @Advice.Argument(1) int streamId,
        @Advice.Argument(2) Http2Headers headers) {
      return ServerStreams.received(handler, streamId, headers);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Some of the body. */
  public static final class DataAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) ChannelHandlerContext handler, @Advice.Argument(1) int streamId) {
      return ServerStreams.reading(handler, streamId);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** The client wants no more. */
  public static final class ResetAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) ChannelHandlerContext handler,
        @Advice.Argument(1) int streamId,
        @Advice.Argument(2) long code) {
      return ServerStreams.reset(handler, streamId, code);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** However it ended. */
  public static final class CloseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Http2Stream stream) {
      return ServerStreams.closed(stream);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
