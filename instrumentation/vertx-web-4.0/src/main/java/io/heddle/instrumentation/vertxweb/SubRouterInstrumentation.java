// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxweb;

import io.heddle.instrumentation.api.Instrumentation;
import io.vertx.ext.web.RoutingContext;
import net.bytebuddy.asm.Advice;

/** Remembers what route a sub-router is mounted at: itself it knows only the path that matched. */
public final class SubRouterInstrumentation extends Instrumentation {
  public SubRouterInstrumentation() {
    super("vertx-web", "vertx", onType("io.vertx.ext.web.impl.RoutingContextWrapper"));
    advise(method("<init>"), "InitAdvice");
  }

  /** Made by the route's handler, for each request. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object inner, @Advice.Argument(2) Object outer) {
      if (outer instanceof RoutingContext) { // another argument before 4.0
        WebRoutes.mounted((RoutingContext) inner, (RoutingContext) outer);
      }
    }
  }
}
