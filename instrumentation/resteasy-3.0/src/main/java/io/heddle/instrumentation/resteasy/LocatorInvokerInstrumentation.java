// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.resteasy;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Puts the path of a locator before those of what it finds. */
public final class LocatorInvokerInstrumentation extends Instrumentation {
  private static final String REQUEST = "org.jboss.resteasy.spi.HttpRequest";

  public LocatorInvokerInstrumentation() {
    super("resteasy", "jaxrs", onType("org.jboss.resteasy.core.ResourceLocatorInvoker"));
    advise(method("invoke").takesFirst(REQUEST).takesCount(2), "InvokeAdvice");
    advise(method("invoke").takesFirst(REQUEST).takesCount(3), "InvokeOnTargetAdvice");
  }

  /** Of a root resource. */
  public static final class InvokeAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This Object invoker, @Advice.Argument(0) Object request) throws Throwable {
      return InvokerPaths.locating(invoker, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object outer) {
      InvokerPaths.located(outer);
    }
  }

  /** Of what another locator found. */
  public static final class InvokeOnTargetAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object invoker) {
      return InvokerPaths.locatingLocated(invoker);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object outer) {
      InvokerPaths.located(outer);
    }
  }
}
