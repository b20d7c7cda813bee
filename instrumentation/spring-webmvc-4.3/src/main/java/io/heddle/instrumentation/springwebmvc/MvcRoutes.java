// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import io.heddle.instrumentation.api.http.HttpServerCall;
import org.jspecify.annotations.Nullable;

/**
 * Tells a call the pattern of its handler, with what stands before it: the application's path, and
 * that of a prefix mapping. The first handler names the call; what it forwards to, what it includes
 * and what renders its error do not.
 */
final class MvcRoutes {
  private static final String PATTERN =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  /** Of functional endpoints, in 5.2: a {@code PathPattern}. */
  private static final String FUNCTION_PATTERN =
      "org.springframework.web.servlet.function.RouterFunctions.matchingPattern";

  private MvcRoutes() {}

  /** Gives the call when its pattern is still to come, for {@link #chosen}. */
  static <Q> @Nullable Object choosing(MvcRequest<Q> reader, Q request) {
    HttpServerCall call = HttpServerCall.current();
    return call == null || !isFirst(reader, request, call) || tell(reader, request, call)
        ? null
        : call;
  }

  static <Q> void chosen(MvcRequest<Q> reader, Q request, @Nullable Object call) {
    if (call != null) {
      tell(reader, request, (HttpServerCall) call);
    }
  }

  private static <Q> boolean isFirst(MvcRequest<Q> reader, Q request, HttpServerCall call) {
    switch (reader.dispatch(request)) {
      case "REQUEST":
        return true;
      case "FORWARD":
      case "ASYNC":
        return call.route() == null && !reader.isError(request);
      default:
        return false;
    }
  }

  private static <Q> boolean tell(MvcRequest<Q> reader, Q request, HttpServerCall call) {
    Object pattern = reader.attribute(request, PATTERN);
    if (pattern == null) {
      pattern = reader.attribute(request, FUNCTION_PATTERN);
      if (pattern == null) {
        return false;
      }
    }
    String route = route(reader, request, pattern.toString());
    call.route(route.isEmpty() ? "/" : route);
    return true;
  }

  private static <Q> String route(MvcRequest<Q> reader, Q request, String pattern) {
    String route = pattern;
    String pathInfo = reader.pathInfo(request);
    if (pathInfo != null) {
      String servletPath = reader.servletPath(request);
      // Spring can be told to match whole paths: a pattern then begins with the servlet's.
      if (!isBelow(pattern, servletPath) || isBelow(pathInfo, servletPath)) {
        route = servletPath.concat(pattern);
      }
    }
    String contextPath = reader.contextPath(request);
    return contextPath.isEmpty() ? route : contextPath.concat(route);
  }

  private static boolean isBelow(String path, String prefix) {
    int length = prefix.length();
    return path.startsWith(prefix) && path.length() > length && path.charAt(length) == '/';
  }
}
