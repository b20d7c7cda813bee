// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import io.heddle.instrumentation.api.Instrumentation;
import javax.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Names calls after the handler that Spring chose; Spring 4.3 to 5.3. */
public final class JavaxHandlerInstrumentation extends Instrumentation {
  public JavaxHandlerInstrumentation() {
    super("spring-webmvc", onType("org.springframework.web.servlet.HandlerExecutionChain"));
    advise(
        method("applyPreHandle")
            .takes(
                "javax.servlet.http.HttpServletRequest", "javax.servlet.http.HttpServletResponse"),
        "ApplyPreHandleAdvice");
  }

  /** Some handlers' patterns are known before the interceptors run, others by one of them. */
  public static final class ApplyPreHandleAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) HttpServletRequest request) {
      return MvcRoutes.choosing(JavaxRequest.READER, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object call, @Advice.Argument(0) HttpServletRequest request) {
      MvcRoutes.chosen(JavaxRequest.READER, request, call);
    }
  }
}
