// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.api.Instrumentation;
import io.opentelemetry.context.Scope;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A request that asks for HTTP/2 is answered there, in another exchange: it is one call. */
public final class Http2UpgradeInstrumentation extends Instrumentation {
  public Http2UpgradeInstrumentation() {
    super("undertow", onType("io.undertow.server.protocol.http2.Http2ReceiveListener"));
    advise(
        method("handleInitialRequest").takesFirst("io.undertow.server.HttpServerExchange"),
        "HandleInitialRequestAdvice");
  }

  /** Makes the second exchange and gives it to the handlers. */
  public static final class HandleInitialRequestAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) HttpServerExchange initial) {
      return UndertowCalls.upgrading(initial);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      if (scope != null) {
        ((Scope) scope).close();
      }
    }
  }
}
