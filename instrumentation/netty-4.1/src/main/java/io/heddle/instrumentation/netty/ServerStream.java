// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.http.HttpServerCall;
import io.heddle.instrumentation.api.http.HttpServerRequest;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that came by HTTP/2, and how its head is read. */
final class ServerStream extends HttpStream implements HttpServerRequest<Http2Headers> {
  private volatile @Nullable HttpServerCall call;
  private volatile int status;

  ServerStream(Channel channel) {
    super(channel);
  }

  ServerStream received(Http2Headers headers) {
    HttpServerCall upgraded = HttpServerCall.upgraded();
    call = upgraded == null ? HttpServerCall.start(SCOPE, this, headers) : upgraded;
    return this;
  }

  void sending(Object frame) {
    HttpServerCall current = call;
    if (current == null) {
      return;
    }
    if (frame instanceof Http2HeadersFrame) {
      Http2Headers headers = ((Http2HeadersFrame) frame).headers();
      int sent = status(headers);
      if (sent >= 200) {
        status = sent;
        current.responseHeaders(headers, StreamHeaderLines.INSTANCE);
      }
    }
    if (isLast(frame)) {
      current.end(status, null);
    }
  }

  @Override
  void closed() {
    HttpServerCall current = call;
    if (current != null && !current.isEnded()) {
      current.end(status, reason());
    }
  }

  @Override
  @Nullable Context context() {
    HttpServerCall current = call;
    return current == null ? null : current.context();
  }

  @Override
  public String method(Http2Headers headers) {
    return String.valueOf(headers.method());
  }

  @Override
  public String scheme(Http2Headers headers) {
    CharSequence scheme = headers.scheme();
    return scheme == null ? "http" : scheme.toString();
  }

  @Override
  public String path(Http2Headers headers) {
    CharSequence target = headers.path();
    return target == null ? "/" : RequestTarget.path(target.toString());
  }

  @Override
  public @Nullable String query(Http2Headers headers) {
    CharSequence target = headers.path();
    return target == null ? null : RequestTarget.query(target.toString());
  }

  @Override
  public String protocolVersion(Http2Headers headers) {
    return VERSION;
  }

  @Override
  public @Nullable String peerAddress(Http2Headers headers) {
    return Peers.address(channel.remoteAddress());
  }

  @Override
  public int peerPort(Http2Headers headers) {
    return Peers.port(channel.remoteAddress());
  }

  @Override
  @SuppressWarnings("deprecation") // Asked for by the Jaeger and OpenTracing propagators.
  public Iterable<String> keys(Http2Headers headers) {
    List<String> names = new ArrayList<>();
    for (CharSequence name : headers.names()) {
      names.add(name.toString());
    }
    return names;
  }

  @Override
  public @Nullable String get(@Nullable Http2Headers headers, String name) {
    CharSequence value = headers == null ? null : headers.get(name);
    return value == null ? null : value.toString();
  }

  @Override
  public Iterator<String> getAll(@Nullable Http2Headers headers, String name) {
    return headers == null
        ? Collections.<String>emptyIterator()
        : StreamHeaderLines.INSTANCE.lines(headers, name);
  }
}
