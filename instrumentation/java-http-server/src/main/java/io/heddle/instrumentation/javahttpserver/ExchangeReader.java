// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an exchange's request. */
final class ExchangeReader implements HttpServerRequest<HttpExchange> {
  static final ExchangeReader INSTANCE = new ExchangeReader();

  private ExchangeReader() {}

  @Override
  public String method(HttpExchange exchange) {
    return exchange.getRequestMethod();
  }

  @Override
  public String scheme(HttpExchange exchange) {
    return exchange instanceof HttpsExchange ? "https" : "http";
  }

  @Override
  public String path(HttpExchange exchange) {
    String path = exchange.getRequestURI().getRawPath();
    return path == null ? "" : path;
  }

  @Override
  public @Nullable String query(HttpExchange exchange) {
    return exchange.getRequestURI().getRawQuery();
  }

  @Override
  public @Nullable String protocolVersion(HttpExchange exchange) {
    return HttpHeaders.version(exchange.getProtocol());
  }

  @Override
  public @Nullable String peerAddress(HttpExchange exchange) {
    InetSocketAddress peer = exchange.getRemoteAddress();
    InetAddress address = peer == null ? null : peer.getAddress();
    return address == null ? null : address.getHostAddress();
  }

  @Override
  public int peerPort(HttpExchange exchange) {
    InetSocketAddress peer = exchange.getRemoteAddress();
    return peer == null ? -1 : peer.getPort();
  }

  @Override
  @SuppressWarnings("deprecation") // Asked for by the Jaeger and OpenTracing propagators.
  public Iterable<String> keys(HttpExchange exchange) {
    return exchange.getRequestHeaders().keySet();
  }

  @Override
  public @Nullable String get(@Nullable HttpExchange exchange, String name) {
    return exchange == null ? null : exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public Iterator<String> getAll(@Nullable HttpExchange exchange, String name) {
    List<String> values = exchange == null ? null : exchange.getRequestHeaders().get(name);
    return values == null ? Collections.<String>emptyIterator() : values.iterator();
  }
}
