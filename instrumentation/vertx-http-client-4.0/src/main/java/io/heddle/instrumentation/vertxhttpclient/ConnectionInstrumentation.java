// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.vertx.core.http.impl.HttpRequestHead;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Gives a request to Netty in the context of its own span, so that Netty records none. */
public final class ConnectionInstrumentation extends Instrumentation {
  private static final String HTTP = "io.vertx.core.http.impl.";

  public ConnectionInstrumentation() {
    super(
        "vertx-http-client",
        "vertx",
        onType(
            HTTP + "Http1xClientConnection", // renamed in 5.1
            HTTP + "http1.Http1ClientConnection"));
    advise(method("beginRequest").takesCount(7), "BeginAdvice");
  }

  /** On the connection's event loop. */
  public static final class BeginAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(1) HttpRequestHead head) {
      return ClientRequests.sending(head.headers());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
