// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.api.WeakIdentityMap;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The URL patterns of one servlet, read once: they cannot change after the application has started
 * (Servlet 3.0, 4.4).
 */
final class ServletMappings {
  private static final WeakIdentityMap<Object, ServletMappings> ALL = new WeakIdentityMap<>();

  private final String[] patterns;
  private final String[] routes;

  private ServletMappings(String contextPath, Collection<String> mappings) {
    patterns = mappings.toArray(new String[0]);
    routes = new String[patterns.length];
    for (int i = 0; i < patterns.length; i++) {
      routes[i] = contextPath + (patterns[i].startsWith("/") ? "" : "/") + patterns[i];
    }
  }

  static <S, Q, P> ServletMappings of(ServletApi<S, Q, P> api, S servlet) {
    ServletMappings mappings = ALL.get(servlet);
    if (mappings == null) {
      mappings = new ServletMappings(api.contextPath(servlet), api.mappings(servlet));
      ALL.put(servlet, mappings);
    }
    return mappings;
  }

  /**
   * The context path and the pattern that led here, by the rules of Servlet 3.0, 12.1; null for the
   * patterns that match every path.
   */
  @Nullable String route(@Nullable String servletPath, @Nullable String pathInfo) {
    if (servletPath == null) {
      return null;
    }
    String prefixed = null;
    String extension = null;
    for (int i = 0; i < patterns.length; i++) {
      String pattern = patterns[i];
      if (pattern.equals(servletPath) && !pattern.equals("/")) {
        // The empty pattern is the application's root, and has "/" as path info.
        if (pathInfo == null || (pattern.isEmpty() && pathInfo.equals("/"))) {
          return routes[i];
        }
      } else if (pattern.isEmpty() && pathInfo == null && servletPath.equals("/")) {
        return routes[i]; // as Undertow spells it
      } else if (isPrefix(pattern, servletPath)) {
        prefixed = routes[i];
      } else if (isExtension(pattern, servletPath) && pathInfo == null) {
        extension = routes[i];
      }
    }
    return prefixed != null ? prefixed : extension;
  }

  private static boolean isPrefix(String pattern, String servletPath) {
    int length = servletPath.length();
    return length > 0
        && pattern.length() == length + 2
        && pattern.startsWith(servletPath)
        && pattern.endsWith("/*");
  }

  private static boolean isExtension(String pattern, String servletPath) {
    return pattern.startsWith("*.")
        && servletPath.regionMatches(
            servletPath.length() - pattern.length() + 1, pattern, 1, pattern.length() - 1);
  }
}
