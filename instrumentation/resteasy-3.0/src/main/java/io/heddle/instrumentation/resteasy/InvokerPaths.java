// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.resteasy;

import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.http.HttpServerCall;
import org.jspecify.annotations.Nullable;

/** Tells a call its route: the application's base path, those of locators, that of the method. */
final class InvokerPaths {
  private static final WeakIdentityMap<Object, String> PATHS = new WeakIdentityMap<>();

  /** Route of the innermost locator that runs on this thread. */
  private static final ThreadLocal<String> LOCATOR = new ThreadLocal<>();

  private static final Object NONE = new Object();

  private InvokerPaths() {}

  static void added(Object invoker, String path) {
    int start = path.startsWith("/") ? 1 : 0;
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    PATHS.put(invoker, start < end ? "/" + path.substring(start, end) : "");
  }

  static void invoking(Object invoker, Object request) throws Throwable {
    HttpServerCall call = HttpServerCall.current();
    if (call != null) {
      tell(call, BasePath.of(request), invoker);
    }
  }

  static void invokingLocated(Object invoker) {
    String locator = LOCATOR.get();
    HttpServerCall call = HttpServerCall.current();
    if (call != null && locator != null) {
      tell(call, locator, invoker);
    }
  }

  /** Gives what {@link #located} takes. */
  static @Nullable Object locating(Object invoker, Object request) throws Throwable {
    HttpServerCall call = HttpServerCall.current();
    return call == null ? null : locating(call, BasePath.of(request), invoker);
  }

  /** The same for a locator that another one found. */
  static @Nullable Object locatingLocated(Object invoker) {
    String locator = LOCATOR.get();
    HttpServerCall call = HttpServerCall.current();
    return call == null || locator == null ? null : locating(call, locator, invoker);
  }

  static void located(@Nullable Object outer) {
    if (outer == NONE) {
      LOCATOR.remove();
    } else if (outer != null) {
      LOCATOR.set((String) outer);
    }
  }

  private static @Nullable Object locating(HttpServerCall call, String prefix, Object invoker) {
    String route = tell(call, prefix, invoker);
    if (route == null) {
      return null;
    }
    String outer = LOCATOR.get();
    LOCATOR.set(route);
    return outer == null ? NONE : outer;
  }

  private static @Nullable String tell(HttpServerCall call, String prefix, Object invoker) {
    String path = PATHS.get(invoker);
    if (path == null) {
      return null;
    }
    String route = prefix.concat(path);
    call.route(route.isEmpty() ? "/" : route);
    return route;
  }
}
