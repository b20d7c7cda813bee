// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.HttpServerCall;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import javax.servlet.DispatcherType;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRegistration;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** The servlet API of package {@code javax}. */
final class JavaxApi implements ServletApi<HttpServlet, HttpServletRequest, HttpServletResponse> {
  static final JavaxApi INSTANCE = new JavaxApi();

  private static final HttpHeaderLines<HttpServletResponse> RESPONSE_LINES = new ResponseLines();

  private JavaxApi() {}

  @Override
  public String contextPath(HttpServlet servlet) {
    ServletConfig config = servlet.getServletConfig();
    String path = config == null ? null : config.getServletContext().getContextPath();
    return path == null ? "" : path;
  }

  @Override
  public Collection<String> mappings(HttpServlet servlet) {
    ServletConfig config = servlet.getServletConfig();
    try {
      ServletRegistration registration =
          config == null
              ? null
              : config.getServletContext().getServletRegistration(config.getServletName());
      Collection<String> mappings = registration == null ? null : registration.getMappings();
      return mappings == null ? Collections.<String>emptyList() : mappings;
    } catch (RuntimeException e) {
      // UnsupportedOperationException where the context was made by a listener.
      return Collections.emptyList();
    }
  }

  @Override
  public String dispatch(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    return type == null ? "REQUEST" : type.name();
  }

  @Override
  public String servletPath(HttpServletRequest request) {
    return request.getServletPath();
  }

  @Override
  public @Nullable String pathInfo(HttpServletRequest request) {
    return request.getPathInfo();
  }

  @Override
  public @Nullable Object attribute(HttpServletRequest request, String name) {
    return request.getAttribute(name);
  }

  @Override
  public void setAttribute(HttpServletRequest request, String name, Object value) {
    request.setAttribute(name, value);
  }

  @Override
  public boolean isAsyncStarted(HttpServletRequest request) {
    return request.isAsyncStarted();
  }

  @Override
  public void endWhenComplete(
      HttpServletRequest request, HttpServletResponse response, HttpServerCall call) {
    request.getAsyncContext().addListener(new JavaxListener(call, response));
  }

  @Override
  public int status(HttpServletResponse response) {
    return response.getStatus();
  }

  @Override
  public HttpHeaderLines<HttpServletResponse> responseLines() {
    return RESPONSE_LINES;
  }

  @Override
  public boolean isCommitted(HttpServletResponse response) {
    return response.isCommitted();
  }

  @Override
  public Throwable rootCause(Throwable thrown) {
    Throwable cause =
        thrown instanceof ServletException ? ((ServletException) thrown).getRootCause() : null;
    return cause == null ? thrown : cause;
  }

  @Override
  public String method(HttpServletRequest request) {
    return request.getMethod();
  }

  @Override
  public String scheme(HttpServletRequest request) {
    return request.getScheme();
  }

  @Override
  public String path(HttpServletRequest request) {
    return request.getRequestURI();
  }

  @Override
  public @Nullable String query(HttpServletRequest request) {
    return request.getQueryString();
  }

  @Override
  public @Nullable String protocolVersion(HttpServletRequest request) {
    return HttpHeaders.version(request.getProtocol());
  }

  @Override
  public @Nullable String peerAddress(HttpServletRequest request) {
    return request.getRemoteAddr();
  }

  @Override
  public int peerPort(HttpServletRequest request) {
    return request.getRemotePort();
  }

  @Override
  @SuppressWarnings("deprecation") // Asked for by the Jaeger and OpenTracing propagators.
  public Iterable<String> keys(HttpServletRequest request) {
    return Collections.list(request.getHeaderNames());
  }

  @Override
  public @Nullable String get(@Nullable HttpServletRequest request, String name) {
    return request == null ? null : request.getHeader(name);
  }

  @Override
  public Iterator<String> getAll(@Nullable HttpServletRequest request, String name) {
    return HttpHeaders.lines(request == null ? null : request.getHeaders(name));
  }

  private static final class ResponseLines implements HttpHeaderLines<HttpServletResponse> {
    @Override
    public Iterator<String> lines(HttpServletResponse response, String name) {
      return response.getHeaders(name).iterator();
    }
  }
}
