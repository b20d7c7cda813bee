// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import io.heddle.instrumentation.api.Instrumentation;
import io.opentelemetry.context.Scope;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Begins the call of a request that reaches a host and makes it current, again for each
 * asynchronous dispatch. What the connector refuses before has no span.
 */
public final class HostValveInstrumentation extends Instrumentation {
  public HostValveInstrumentation() {
    super("tomcat", onType("org.apache.catalina.core.StandardHostValve"));
    advise(
        method("invoke")
            .takes(
                "org.apache.catalina.connector.Request", "org.apache.catalina.connector.Response"),
        "InvokeAdvice");
  }

  /** Wraps filters, servlet and error page. */
  public static final class InvokeAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Request request) {
      return TomcatCalls.enter(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      if (scope != null) {
        ((Scope) scope).close();
      }
    }
  }
}
