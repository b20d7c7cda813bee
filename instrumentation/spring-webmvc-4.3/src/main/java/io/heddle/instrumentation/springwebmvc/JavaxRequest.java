// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A request of package {@code javax}. */
final class JavaxRequest implements MvcRequest<HttpServletRequest> {
  static final JavaxRequest READER = new JavaxRequest();

  private JavaxRequest() {}

  @Override
  public String dispatch(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    return type == null ? "REQUEST" : type.name();
  }

  @Override
  public boolean isError(HttpServletRequest request) {
    return request.getAttribute("javax.servlet.error.status_code") != null;
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
