// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A request of package {@code jakarta}. */
final class JakartaRequest implements MvcRequest<HttpServletRequest> {
  static final JakartaRequest READER = new JakartaRequest();

  private JakartaRequest() {}

  @Override
  public String dispatch(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    return type == null ? "REQUEST" : type.name();
  }

  @Override
  public boolean isError(HttpServletRequest request) {
    return request.getAttribute("jakarta.servlet.error.status_code") != null;
  }

  @Override
  public @Nullable Object attribute(HttpServletRequest request, String name) {
    return request.getAttribute(name);
  }

  @Override
  public String contextPath(HttpServletRequest request) {
    return request.getContextPath();
  }

  @Override
  public String servletPath(HttpServletRequest request) {
    return request.getServletPath();
  }

  @Override
  public @Nullable String pathInfo(HttpServletRequest request) {
    return request.getPathInfo();
  }
}
