// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.http.HttpServerCall;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Tells the server's call what a handler threw. */
public final class HandlerFailureInstrumentation extends Instrumentation {
  public HandlerFailureInstrumentation() {
    super("netty", onType("io.netty.channel.AbstractChannelHandlerContext"));
    advise(method("invokeExceptionCaught").takes("java.lang.Throwable"), "CaughtAdvice");
  }

  /** First of the handler that threw, then of those behind it. */
  public static final class CaughtAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) @Nullable Throwable thrown) {
      HttpServerCall call = HttpServerCall.current();
      if (call != null && thrown != null) {
        call.failed(thrown);
      }
    }
  }
}
