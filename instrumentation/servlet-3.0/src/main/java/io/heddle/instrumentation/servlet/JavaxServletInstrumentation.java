// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.api.Instrumentation;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Names calls after the servlet that handles them, or begins them; Servlet 3.0 to 4.0. */
public final class JavaxServletInstrumentation extends Instrumentation {
  public JavaxServletInstrumentation() {
    super(
        "servlet",
        onType(
            "javax.servlet.http.HttpServlet",
            "org.glassfish.jersey.servlet.ServletContainer")); // overrides the method
    advise(
        method("service").takes("javax.servlet.ServletRequest", "javax.servlet.ServletResponse"),
        "ServiceAdvice");
  }

  /** The container calls this method for every kind of dispatch. */
  public static final class ServiceAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This HttpServlet servlet, @Advice.Argument(0) ServletRequest request) {
      return request instanceof HttpServletRequest
          ? ServletCalls.enter(JavaxApi.INSTANCE, servlet, (HttpServletRequest) request)
          : null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Argument(0) ServletRequest request,
        @Advice.Argument(1) ServletResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (call != null) {
        ServletCalls.exit(
            JavaxApi.INSTANCE,
            (HttpServletRequest) request,
            (HttpServletResponse) response,
            call,
            thrown);
      }
    }
  }
}
