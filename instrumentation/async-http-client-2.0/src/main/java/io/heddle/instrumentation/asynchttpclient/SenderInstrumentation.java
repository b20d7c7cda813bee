// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.asynchttpclient;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.asynchttpclient.Request;
import org.asynchttpclient.netty.NettyResponseFuture;
import org.jspecify.annotations.Nullable;

/** Begins each further attempt of a call, and sends the propagation headers. */
public final class SenderInstrumentation extends Instrumentation {
  private static final String FUTURE = "org.asynchttpclient.netty.NettyResponseFuture";

  public SenderInstrumentation() {
    super("async-http-client", onType("org.asynchttpclient.netty.request.NettyRequestSender"));
    advise(
        method("sendNextRequest").takes("org.asynchttpclient.Request", FUTURE),
        "SendNextRequestAdvice");
    advise(method("writeRequest").takes(FUTURE, "io.netty.channel.Channel"), "WriteRequestAdvice");
  }

  /** For redirects, authentication, filters, retries, and what follows a proxy's tunnel. */
  public static final class SendNextRequestAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) Request request, @Advice.Argument(1) NettyResponseFuture<?> future) {
      Attempts.next(future, request);
      return Attempts.enter(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** When there is a connection. Netty, which has spans too, sees that this has one. */
  public static final class WriteRequestAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) NettyResponseFuture<?> future) {
      return Attempts.sending(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
