// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.asynchttpclient;

import io.heddle.instrumentation.api.Instrumentation;
import io.netty.handler.codec.http.HttpResponse;
import net.bytebuddy.asm.Advice;
import org.asynchttpclient.netty.NettyResponseFuture;

/** Ends an attempt with the head of its response, before it is known whether another follows. */
public final class InterceptorsInstrumentation extends Instrumentation {
  public InterceptorsInstrumentation() {
    super("async-http-client", onType("org.asynchttpclient.netty.handler.intercept.Interceptors"));
    advise(method("exitAfterIntercept").takesCount(6), "InterceptAdvice");
  }

  /** Once for each head, that of a 100 or a tunnel too. */
  public static final class InterceptAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(1) NettyResponseFuture<?> future,
        @Advice.Argument(3) HttpResponse response) {
      Attempts.answered(future, response);
    }
  }
}
