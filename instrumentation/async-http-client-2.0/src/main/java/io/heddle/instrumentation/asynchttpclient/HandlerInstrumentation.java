// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.asynchttpclient;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Handles what a connection receives in the context of the caller: handlers are behind it. */
public final class HandlerInstrumentation extends Instrumentation {
  private static final String PACKAGE = "org.asynchttpclient.netty.handler.";

  public HandlerInstrumentation() {
    super(
        "async-http-client",
        onType(
            PACKAGE + "HttpHandler",
            PACKAGE + "Http2Handler", // added in 3.0.8
            PACKAGE + "WebSocketHandler"));
    advise(method("handleRead").takesCount(3), "ReadAdvice");
    advise(method("handleException").takesCount(2), "EndAdvice");
    advise(method("handleChannelInactive").takesCount(1), "EndAdvice");
  }

  /** With each message. */
  public static final class ReadAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(1) @Nullable Object future) {
      return Attempts.enter(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** When the connection is of no more use. */
  public static final class EndAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) @Nullable Object future) {
      return Attempts.enter(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
