// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v9_4;

import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Iterator;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads a channel's request by methods without types that changed from 9.4 to 11. */
final class ChannelReader implements HttpServerRequest<HttpChannel> {
  static final ChannelReader INSTANCE = new ChannelReader();

  private ChannelReader() {}

  @Override
  public String method(HttpChannel channel) {
    return channel.getRequest().getMethod();
  }

  @Override
  public String scheme(HttpChannel channel) {
    return channel.getRequest().getScheme();
  }

  @Override
  public String path(HttpChannel channel) {
    return channel.getRequest().getRequestURI();
  }

  @Override
  public @Nullable String query(HttpChannel channel) {
    return channel.getRequest().getQueryString();
  }

  @Override
  public @Nullable String protocolVersion(HttpChannel channel) {
    return HttpHeaders.version(channel.getRequest().getProtocol());
  }

  @Override
  public @Nullable String peerAddress(HttpChannel channel) {
    InetSocketAddress peer = channel.getRemoteAddress();
    InetAddress address = peer == null ? null : peer.getAddress();
    return address == null ? null : address.getHostAddress();
  }

  @Override
  public int peerPort(HttpChannel channel) {
    InetSocketAddress peer = channel.getRemoteAddress();
    return peer == null ? -1 : peer.getPort();
  }

  @Override
  @SuppressWarnings("deprecation") // Asked for by the Jaeger and OpenTracing propagators.
  public Iterable<String> keys(HttpChannel channel) {
    return Collections.list(channel.getRequest().getHeaderNames());
  }

  @Override
  public @Nullable String get(@Nullable HttpChannel channel, String name) {
    if (channel == null) {
      return null;
    }
    Request request = channel.getRequest();
    String value = request.getHeader(name);
    // HTTP/2 has :authority instead.
    if (value == null && name.equals("host") && "HTTP/2.0".equals(request.getProtocol())) {
      return request.getServerName() + ":" + request.getServerPort();
    }
    return value;
  }

  @Override
  public Iterator<String> getAll(@Nullable HttpChannel channel, String name) {
    return HttpHeaders.lines(channel == null ? null : channel.getRequest().getHeaders(name));
  }
}
