// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpserver;

import io.heddle.instrumentation.api.Instrumentation;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import net.bytebuddy.asm.Advice;

/** Ends a request that came by HTTP/2 with the end of its response. */
public final class ResponseInstrumentation extends Instrumentation {
  private static final String HANDLER = "VertxHttp2ConnectionHandler";
  private static final String STREAM = "io.netty.handler.codec.http2.Http2Stream";

  public ResponseInstrumentation() {
    super(
        "vertx-http-server",
        "vertx",
        onType(
            "io.vertx.core.http.impl." + HANDLER, // moved in 5.1
            "io.vertx.core.http.impl.http2.codec." + HANDLER));
    advise(method("writeHeaders").takesFirst(STREAM), "HeadersAdvice");
    advise(method("writeData").takesFirst(STREAM), "DataAdvice");
  }

  /** The head, one that only informs, or trailers. */
  public static final class HeadersAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(0) Http2Stream stream,
        @Advice.Argument(1) Http2Headers headers,
        @Advice.Argument(2) boolean end) {
      ServerStreams.sending(stream, headers, end);
    }
  }

  /** Some of the body. */
  public static final class DataAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(0) Http2Stream stream, @Advice.Argument(2) boolean end) {
      ServerStreams.sending(stream, null, end);
    }
  }
}
