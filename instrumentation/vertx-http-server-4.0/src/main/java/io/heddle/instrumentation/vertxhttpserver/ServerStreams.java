// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpserver;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.context.HandOver;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.vertx.core.http.StreamResetException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** The streams whose request has come and whose response is not sent to its end. */
final class ServerStreams {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("vertx-http-server");
  private static final HandOver<Exchange> OPEN = new HandOver<>();

  private ServerStreams() {}

  /** Begins a call, or goes on with the one that changed the connection's protocol. */
  static @Nullable Scope received(
      ChannelHandlerContext handler, int streamId, Http2Headers headers) {
    Http2Stream stream = stream(handler, streamId);
    if (stream == null) {
      return null;
    }
    Exchange exchange = OPEN.get(stream);
    if (exchange == null && headers.method() != null) {
      HttpServerCall call = HttpServerCall.upgraded();
      if (call == null) {
        call = HttpServerCall.start(SCOPE, new StreamRequest(handler.channel()), headers);
      }
      exchange = new Exchange(call);
      OPEN.put(stream, exchange);
    }
    return exchange == null ? null : exchange.call.makeCurrent();
  }

  static @Nullable Scope reading(ChannelHandlerContext handler, int streamId) {
    Exchange exchange = find(handler, streamId);
    return exchange == null ? null : exchange.call.makeCurrent();
  }

  static @Nullable Scope reset(ChannelHandlerContext handler, int streamId, long code) {
    Exchange exchange = find(handler, streamId);
    if (exchange == null) {
      return null;
    }
    exchange.reason = new StreamResetException(code);
    return exchange.call.makeCurrent();
  }

  /** Looks at what is about to be written. */
  static void sending(Http2Stream stream, @Nullable Http2Headers headers, boolean end) {
    Exchange exchange = OPEN.get(stream);
    if (exchange == null) {
      return;
    }
    CharSequence text = headers == null ? null : headers.status();
    int status = text == null ? 0 : Integer.parseInt(text.toString());
    if (status >= 200 && headers != null) {
      exchange.status = status;
      exchange.call.responseHeaders(headers, StreamLines.INSTANCE);
    }
    if (end) {
      OPEN.remove(stream);
      exchange.call.end(exchange.status, null);
    }
  }

  /** Ends a call whose response will not be sent to its end. */
  static @Nullable Scope closed(Http2Stream stream) {
    Exchange exchange = OPEN.remove(stream);
    if (exchange == null) {
      return null;
    }
    exchange.call.breakOff(exchange.status, exchange.reason());
    return exchange.call.makeCurrent();
  }

  private static @Nullable Exchange find(ChannelHandlerContext handler, int streamId) {
    Http2Stream stream = stream(handler, streamId);
    return stream == null ? null : OPEN.get(stream);
  }

  /** Null on the connection of a client. */
  private static @Nullable Http2Stream stream(ChannelHandlerContext context, int streamId) {
    ChannelHandler handler = context.handler();
    if (!(handler instanceof Http2ConnectionHandler)) {
      return null;
    }
    Http2Connection connection = ((Http2ConnectionHandler) handler).connection();
    return connection.isServer() ? connection.stream(streamId) : null;
  }

  /** One of an event loop. */
  private static final class Exchange {
    final HttpServerCall call;
    int status;
    @Nullable Throwable reason;

    Exchange(HttpServerCall call) {
      this.call = call;
    }

    Throwable reason() {
      Throwable known = reason;
      if (known == null) {
        known = new ClosedChannelException();
        known.setStackTrace(new StackTraceElement[0]);
      }
      return known;
    }
  }
}
