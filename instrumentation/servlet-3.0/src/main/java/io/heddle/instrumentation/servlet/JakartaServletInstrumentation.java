// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.api.Instrumentation;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Names calls after the servlet that handles them, or begins them; Servlet 5.0 to 6.1. */
public final class JakartaServletInstrumentation extends Instrumentation {
  public JakartaServletInstrumentation() {
    super(
        "servlet",
        onType(
            "jakarta.servlet.http.HttpServlet",
            "org.glassfish.jersey.servlet.ServletContainer")); // overrides the method
    advise(
        method("service")
            .takes("jakarta.servlet.ServletRequest", "jakarta.servlet.ServletResponse"),
        "ServiceAdvice");
  }

  /** The container calls this method for every kind of dispatch. */
  public static final class ServiceAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This HttpServlet servlet, @Advice.Argument(0) ServletRequest request) {
      return request instanceof HttpServletRequest
          ? ServletCalls.enter(JakartaApi.INSTANCE, servlet, (HttpServletRequest) request)
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
            JakartaApi.INSTANCE,
            (HttpServletRequest) request,
            (HttpServletResponse) response,
            call,
            thrown);
      }
    }
  }
}
