// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jersey;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.glassfish.jersey.server.internal.routing.UriRoutingContext;

/** Names calls after the templates that Jersey matched. */
public final class RoutingContextInstrumentation extends Instrumentation {
  public RoutingContextInstrumentation() {
    super(
        "jersey",
        "jaxrs",
        onType("org.glassfish.jersey.server.internal.routing.UriRoutingContext"));
    advise(
        method("pushTemplates")
            .takes("org.glassfish.jersey.uri.UriTemplate", "org.glassfish.jersey.uri.UriTemplate"),
        "PushTemplatesAdvice");
  }

  /** Once for each locator, and for the method; filters and the method itself run later. */
  public static final class PushTemplatesAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This UriRoutingContext context) {
      MatchedTemplates.tell(context);
    }
  }
}
