// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxweb;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.http.HttpServerCall;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Tells the call why a handler failed. */
public final class FailureInstrumentation extends Instrumentation {
  public FailureInstrumentation() {
    super("vertx-web", "vertx", onType("io.vertx.ext.web.impl.RoutingContextImpl"));
    advise(method("fail").takes("int", "java.lang.Throwable"), "FailAdvice");
  }

  /** By the handler, or since it threw. */
  public static final class FailAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(1) @Nullable Throwable thrown) {
      HttpServerCall call = HttpServerCall.current();
      if (call != null && thrown != null) {
        call.failed(thrown);
      }
    }
  }
}
