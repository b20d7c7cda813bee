// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.HttpServerRequest;
import java.util.Collections;
import java.util.Iterator;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/** Reads Tomcat's request by methods without types of the servlet API, the same from 7 to 11. */
final class RequestReader implements HttpServerRequest<Request> {
  static final RequestReader INSTANCE = new RequestReader();

  private RequestReader() {}

  @Override
  public String method(Request request) {
    return request.getMethod();
  }

  @Override
  public String scheme(Request request) {
    return request.getScheme();
  }

  @Override
  public String path(Request request) {
    return request.getRequestURI();
  }

  @Override
  public @Nullable String query(Request request) {
    return request.getQueryString();
  }

  @Override
  public @Nullable String protocolVersion(Request request) {
    return HttpHeaders.version(request.getProtocol());
  }

  @Override
  public @Nullable String peerAddress(Request request) {
    return request.getRemoteAddr();
  }

  @Override
  public int peerPort(Request request) {
    return request.getRemotePort();
  }

  @Override
  @SuppressWarnings("deprecation") // Asked for by the Jaeger and OpenTracing propagators.
  public Iterable<String> keys(Request request) {
    return Collections.list(request.getHeaderNames());
  }

  @Override
  public @Nullable String get(@Nullable Request request, String name) {
    if (request == null) {
      return null;
    }
    String value = request.getHeader(name);
    // HTTP/2 has :authority instead, which some versions keep as the server's name alone.
    if (value == null && name.equals("host") && "HTTP/2.0".equals(request.getProtocol())) {
      return request.getServerName() + ":" + request.getServerPort();
    }
    return value;
  }

  @Override
  public Iterator<String> getAll(@Nullable Request request, String name) {
    return HttpHeaders.lines(request == null ? null : request.getHeaders(name));
  }
}
