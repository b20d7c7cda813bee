// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.trace.Tracing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Puts the propagation headers among the bytes of the request that this thread encodes: not into
 * the request, which is the application's and may be sent again.
 */
final class RequestEncoding {
  private static final ThreadLocal<@Nullable HttpClientCall> HEAD = new ThreadLocal<>();
  private static final TextMapSetter<ByteBuf> SETTER = new LineWriter();

  private RequestEncoding() {}

  /** Gives what {@link #end} takes, or null for what is no request. */
  static @Nullable Object begin(ChannelHandlerContext handler, Object message) {
    if (!(message instanceof HttpRequest) || !HttpChannel.isHttp((HttpRequest) message)) {
      return null;
    }
    ClientChannel.Sent sending = ClientChannel.of(handler.channel()).sending((HttpRequest) message);
    HEAD.set(sending.call);
    return sending;
  }

  static void end(Object state, @Nullable Throwable thrown) {
    HEAD.remove();
    ClientChannel.Sent sending = (ClientChannel.Sent) state;
    sending.channel.encoded(sending, thrown);
  }

  /** The headers to write, or null for the request's own: these without what will be added. */
  static @Nullable HttpHeaders headers(HttpHeaders own) {
    if (HEAD.get() == null) {
      return null;
    }
    Collection<String> fields = Tracing.propagator().fields();
    HttpHeaders others = null;
    for (String name : fields) {
      if (own.contains(name)) {
        if (others == null) {
          others = new DefaultHttpHeaders(false).add(own);
        }
        others.remove(name);
      }
    }
    return others;
  }

  /** Adds lines to those of the head. Trailers, of older versions, come after it. */
  static void wroteHeaders(ByteBuf out) {
    HttpClientCall call = HEAD.get();
    if (call != null) {
      HEAD.remove();
      call.inject(out, SETTER);
    }
  }

  private static final class LineWriter implements TextMapSetter<ByteBuf> {
    @Override
    public void set(@Nullable ByteBuf out, String key, String value) {
      if (out == null) {
        return;
      }
      byte[] line = new byte[key.length() + value.length() + 4];
      int end = write(line, 0, key);
      line[end++] = ':';
      line[end++] = ' ';
      end = write(line, end, value);
      line[end++] = '\r';
      line[end] = '\n';
      out.writeBytes(line);
    }

    /** What no header may hold becomes a question mark. */
    private static int write(byte[] line, int from, String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        line[from + i] = (byte) (c >= ' ' && c <= '~' ? c : '?');
      }
      return from + text.length();
    }
  }
}
