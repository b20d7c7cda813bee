// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxweb;

import io.heddle.instrumentation.api.Instrumentation;
import io.vertx.ext.web.RoutingContext;
import net.bytebuddy.asm.Advice;

/** Names calls after the last route that had a path and a handler for them. */
public final class RouteInstrumentation extends Instrumentation {
  public RouteInstrumentation() {
    super("vertx-web", "vertx", onType("io.vertx.ext.web.impl.RouteState"));
    advise(method("handleContext").takesCount(1), "HandleAdvice");
  }

  /** Not of what handles failures, which keep the route that failed. */
  public static final class HandleAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object context) {
      WebRoutes.handling((RoutingContext) context);
    }
  }
}
