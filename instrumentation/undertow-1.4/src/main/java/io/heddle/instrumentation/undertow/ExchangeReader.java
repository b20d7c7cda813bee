// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.HttpServerRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an exchange as it was received: no handler has changed it. */
final class ExchangeReader implements HttpServerRequest<HttpServerExchange> {
  static final ExchangeReader INSTANCE = new ExchangeReader();

  private ExchangeReader() {}

  @Override
  public String method(HttpServerExchange exchange) {
    return exchange.getRequestMethod().toString();
  }

  @Override
  public String scheme(HttpServerExchange exchange) {
    return exchange.getRequestScheme();
  }

  @Override
  public String path(HttpServerExchange exchange) {
    String uri = exchange.getRequestURI();
    if (!exchange.isHostIncludedInRequestURI()) {
      return uri;
    }
    int host = uri.indexOf("//");
    int path = host < 0 ? -1 : uri.indexOf('/', host + 2);
    return path < 0 ? "/" : uri.substring(path);
  }

  @Override
  public @Nullable String query(HttpServerExchange exchange) {
    String query = exchange.getQueryString();
    return query == null || query.isEmpty() ? null : query;
  }

  @Override
  public @Nullable String protocolVersion(HttpServerExchange exchange) {
    return HttpHeaders.version(exchange.getProtocol().toString());
  }

  @Override
  public @Nullable String peerAddress(HttpServerExchange exchange) {
    InetSocketAddress peer = exchange.getSourceAddress();
    InetAddress address = peer == null ? null : peer.getAddress();
    return address == null ? null : address.getHostAddress();
  }

  @Override
  public int peerPort(HttpServerExchange exchange) {
    InetSocketAddress peer = exchange.getSourceAddress();
    return peer == null ? -1 : peer.getPort();
  }

  @Override
  @SuppressWarnings("deprecation") // Asked for by the Jaeger and OpenTracing propagators.
  public Iterable<String> keys(HttpServerExchange exchange) {
    List<String> names = new ArrayList<>();
    for (HttpString name : exchange.getRequestHeaders().getHeaderNames()) {
      names.add(name.toString());
    }
    return names;
  }

  @Override
  public @Nullable String get(@Nullable HttpServerExchange exchange, String name) {
    return exchange == null ? null : exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public Iterator<String> getAll(@Nullable HttpServerExchange exchange, String name) {
    HeaderValues values = exchange == null ? null : exchange.getRequestHeaders().get(name);
    return values == null ? Collections.<String>emptyIterator() : values.iterator();
  }
}
