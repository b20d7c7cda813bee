// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v12_0;

import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads a request as it was received: no customizer has wrapped it. */
final class RequestReader implements HttpServerRequest<Request> {
  static final RequestReader INSTANCE = new RequestReader();

  private RequestReader() {}

  @Override
  public String method(Request request) {
    return request.getMethod();
  }

  @Override
  public String scheme(Request request) {
    String scheme = request.getHttpURI().getScheme();
    return scheme != null ? scheme : request.isSecure() ? "https" : "http";
  }

  @Override
  public String path(Request request) {
    String path = request.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  @Override
  public @Nullable String query(Request request) {
    return request.getHttpURI().getQuery();
  }

  @Override
  public @Nullable String protocolVersion(Request request) {
    return HttpHeaders.version(request.getConnectionMetaData().getProtocol());
  }

  @Override
  public @Nullable String peerAddress(Request request) {
    SocketAddress peer = request.getConnectionMetaData().getRemoteSocketAddress();
    InetAddress address =
        peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getAddress() : null;
    return address == null ? null : address.getHostAddress();
  }

  @Override
  public int peerPort(Request request) {
    SocketAddress peer = request.getConnectionMetaData().getRemoteSocketAddress();
    return peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getPort() : -1;
  }

  @Override
  @SuppressWarnings("deprecation") // Asked for by the Jaeger and OpenTracing propagators.
  public Iterable<String> keys(Request request) {
    return request.getHeaders().getFieldNamesCollection();
  }

  @Override
  public @Nullable String get(@Nullable Request request, String name) {
    if (request == null) {
      return null;
    }
    String value = request.getHeaders().get(name);
    // HTTP/2 has :authority instead.
    if (value == null
        && name.equals("host")
        && !request.getConnectionMetaData().getProtocol().startsWith("HTTP/1")) {
      return request.getHttpURI().getAuthority();
    }
    return value;
  }

  @Override
  public Iterator<String> getAll(@Nullable Request request, String name) {
    return HttpHeaders.lines(request == null ? null : request.getHeaders().getValues(name));
  }
}
