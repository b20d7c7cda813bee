// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.http.HttpClientCall;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/** A request that is sent by HTTP/2. */
final class ClientStream extends HttpStream {
  private static final TextMapSetter<Http2Headers> SETTER = new HeaderSetter();

  private final Context parent = Context.current();

  /** Null where the request belongs to that of a client built on Netty. */
  private volatile @Nullable HttpClientCall call;

  ClientStream(Channel channel) {
    super(channel);
  }

  void sending(Http2Headers headers) {
    CharSequence authority = headers.authority();
    RequestUrl url =
        new RequestUrl(
            "https".contentEquals(String.valueOf(headers.scheme())),
            authority == null ? null : authority.toString(),
            headers.path().toString());
    String method = headers.method().toString();
    HttpClientCall begun =
        HttpClientCall.start(parent, SCOPE, method, url, url.address(), url.port());
    call = begun;
    if (begun != null) {
      begun.requestHeaders(headers, StreamHeaderLines.INSTANCE);
      begun.inject(headers, SETTER);
    }
  }

  void received(Http2Headers headers) {
    HttpClientCall current = call;
    int status = status(headers);
    if (current != null && status >= 200) {
      current.protocolVersion(VERSION);
      current.responseHeaders(headers, StreamHeaderLines.INSTANCE);
      current.end(status, null);
    }
  }

  @Override
  void closed() {
    HttpClientCall current = call;
    if (current != null && !current.isEnded()) {
      current.end(0, reason());
    }
  }

  @Override
  Context context() {
    return parent;
  }

  private static final class HeaderSetter implements TextMapSetter<Http2Headers> {
    @Override
    public void set(@Nullable Http2Headers headers, String key, String value) {
      if (headers != null) {
        headers.set(key, value);
      }
    }
  }
}
