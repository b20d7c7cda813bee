// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.resteasy;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;

/** Names calls after the method that RESTEasy found, before filters and the method itself run. */
public final class MethodInvokerInstrumentation extends Instrumentation {
  private static final String REQUEST = "org.jboss.resteasy.spi.HttpRequest";

  public MethodInvokerInstrumentation() {
    super("resteasy", "jaxrs", onType("org.jboss.resteasy.core.ResourceMethodInvoker"));
    advise(method("invoke").takesFirst(REQUEST).takesCount(2), "InvokeAdvice");
    advise(method("invoke").takesFirst(REQUEST).takesCount(3), "InvokeOnTargetAdvice");
  }

  /** Of a root resource. */
  public static final class InvokeAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object invoker, @Advice.Argument(0) Object request)
        throws Throwable {
      InvokerPaths.invoking(invoker, request);
    }
  }

  /** Of any resource; what a locator found comes here alone. */
  public static final class InvokeOnTargetAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object invoker) {
      InvokerPaths.invokingLocated(invoker);
    }
  }
}
