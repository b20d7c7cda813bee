// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.api.http.HttpServerCall;
import org.jspecify.annotations.Nullable;

/**
 * Tells a call its route: the servlet's mapping, then the pattern of Spring MVC. The first handler
 * names the call; what it forwards to, what it includes and what renders its error do not.
 */
final class ServletRoutes {
  /** Set by Spring MVC, since 3.0, to the pattern of the handler that it chose. */
  private static final String PATTERN =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  private ServletRoutes() {}

  static <S, Q, P> void entering(
      ServletApi<S, Q, P> api, S servlet, Q request, String dispatch, HttpServerCall call) {
    if (dispatch.equals("REQUEST")) {
      ServletMappings mappings = ServletMappings.of(api, servlet);
      call.route(mappings.route(api.servletPath(request), api.pathInfo(request)));
      return;
    }
    if (dispatch.equals("ERROR")) {
      call.keepRoute();
      return;
    }
    Object pattern = api.attribute(request, PATTERN);
    if (pattern instanceof String) {
      // A forwarded request has the paths of the target, not those of the handler that forwards.
      String prefix =
          dispatch.equals("FORWARD")
              ? prefix(api.contextPath(servlet), call.route())
              : prefix(api, servlet, request);
      call.route(prefix.concat((String) pattern));
      call.keepRoute();
    } else if (call.route() != null && !dispatch.equals("ASYNC")) {
      call.keepRoute();
    }
  }

  static <S, Q, P> void leaving(
      ServletApi<S, Q, P> api, S servlet, Q request, HttpServerCall call) {
    Object pattern = api.attribute(request, PATTERN);
    if (pattern instanceof String) {
      call.route(prefix(api, servlet, request).concat((String) pattern));
    }
  }

  /** What stands before a pattern: the application's path, and that of a prefix mapping. */
  private static <S, Q, P> String prefix(ServletApi<S, Q, P> api, S servlet, Q request) {
    String contextPath = api.contextPath(servlet);
    return api.pathInfo(request) == null
        ? contextPath
        : contextPath.concat(api.servletPath(request));
  }

  private static String prefix(String contextPath, @Nullable String route) {
    return route != null && route.endsWith("/*")
        ? route.substring(0, route.length() - 2)
        : contextPath;
  }
}
