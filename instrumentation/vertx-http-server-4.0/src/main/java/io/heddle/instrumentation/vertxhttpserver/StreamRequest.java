// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpserver;

import io.heddle.instrumentation.api.http.HttpServerRequest;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the head of a request is read that came by HTTP/2. */
final class StreamRequest implements HttpServerRequest<Http2Headers> {
  private final @Nullable SocketAddress peer;

  StreamRequest(Channel channel) {
    peer = channel.remoteAddress();
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
    String target = target(headers);
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  @Override
  public @Nullable String query(Http2Headers headers) {
    String target = target(headers);
    int mark = target.indexOf('?');
    return mark < 0 ? null : target.substring(mark + 1);
  }

  private static String target(Http2Headers headers) {
    CharSequence path = headers.path();
    return path == null ? "/" : path.toString();
  }

  @Override
  public String protocolVersion(Http2Headers headers) {
    return "2";
  }

  @Override
  public @Nullable String peerAddress(Http2Headers headers) {
    InetAddress address =
        peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getAddress() : null;
    return address == null ? null : address.getHostAddress();
  }

  @Override
  public int peerPort(Http2Headers headers) {
    return peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getPort() : -1;
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
    if (headers == null) {
      return null;
    }
    CharSequence value = headers.get(name);
    if (value == null && name.equals("host")) {
      value = headers.authority();
    }
    return value == null ? null : value.toString();
  }

  @Override
  public Iterator<String> getAll(@Nullable Http2Headers headers, String name) {
    return headers == null
        ? Collections.<String>emptyIterator()
        : StreamLines.INSTANCE.lines(headers, name);
  }
}
