// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** One exchange of an HTTP/2 connection, on a channel of its own. */
abstract class HttpStream extends HttpChannel {
  static final String VERSION = "2";

  HttpStream(Channel channel) {
    super(channel);
  }

  /** Makes the context current that a frame is to be handled in. */
  static @Nullable Scope reading(Channel channel, Object frame) {
    ChannelWork work = of(channel);
    if (frame instanceof Http2HeadersFrame) {
      Http2Headers headers = ((Http2HeadersFrame) frame).headers();
      if (work == null && headers.method() != null) {
        work = begin(new ServerStream(channel)).received(headers);
      } else if (work instanceof ClientStream && headers.status() != null) {
        ((ClientStream) work).received(headers);
      }
    }
    Context context = work instanceof HttpStream ? ((HttpStream) work).context() : null;
    return context == null ? null : context.makeCurrent();
  }

  /** Looks at a frame that is about to be written. */
  static void writing(Channel channel, Object frame) {
    ChannelWork work = of(channel);
    if (work instanceof ServerStream) {
      ((ServerStream) work).sending(frame);
    } else if (work == null && frame instanceof Http2HeadersFrame && channel.isActive()) {
      Http2Headers headers = ((Http2HeadersFrame) frame).headers();
      if (headers.method() != null && headers.path() != null) {
        begin(new ClientStream(channel)).sending(headers);
      }
    }
  }

  static boolean isLast(Object frame) {
    return (frame instanceof Http2DataFrame && ((Http2DataFrame) frame).isEndStream())
        || (frame instanceof Http2HeadersFrame && ((Http2HeadersFrame) frame).isEndStream());
  }

  /** Of a response; 0 for trailers. */
  static int status(Http2Headers headers) {
    CharSequence status = headers.status();
    return status == null ? 0 : Integer.parseInt(status.toString());
  }

  /** In which the frames that come are handled. */
  abstract @Nullable Context context();
}
