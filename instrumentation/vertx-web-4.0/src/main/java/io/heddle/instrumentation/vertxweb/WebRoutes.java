// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxweb;

import io.heddle.instrumentation.api.context.HandOver;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Tells a call the path of a route, behind those that its router is mounted at. */
final class WebRoutes {
  /** Where a sub-router is mounted at a path with parameters, by its context of a request. */
  private static final HandOver<String> MOUNTED = new HandOver<>();

  private WebRoutes() {}

  static void handling(RoutingContext context) {
    HttpServerCall call = HttpServerCall.current();
    Route route = call == null ? null : context.currentRoute();
    String template = route == null ? null : template(route);
    if (call != null && template != null) {
      call.route(joined(mount(context), template));
    }
  }

  /**
   * The path as the library tells it, without the star at its end, or the pattern. Null for a route
   * of all paths, as handlers have that come before others.
   */
  private static @Nullable String template(Route route) {
    String path = route.getPath();
    return path == null && route.isRegexPath() ? route.getName() : path;
  }

  static void mounted(RoutingContext inner, RoutingContext outer) {
    Route route = outer.currentRoute();
    String path = route == null ? null : route.getPath();
    if (path != null && (route.isRegexPath() || MOUNTED.get(outer) != null)) {
      MOUNTED.put(inner, joined(mount(outer), path));
    }
  }

  private static @Nullable String mount(RoutingContext context) {
    String mounted = MOUNTED.get(context);
    return mounted == null ? context.mountPoint() : mounted;
  }

  private static String joined(@Nullable String mount, String path) {
    if (mount == null || mount.isEmpty() || mount.equals("/")) {
      return path;
    }
    return mount.endsWith("/") && path.startsWith("/")
        ? mount.substring(0, mount.length() - 1) + path
        : mount + path;
  }
}
