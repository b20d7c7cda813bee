// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Sends a request in the context of its attempt, whatever thread has a connection for it. */
public final class ObserverInstrumentation extends Instrumentation {
  public ObserverInstrumentation() {
    super(
        "reactor-netty",
        onType("reactor.netty.http.client.HttpClientConnect$HttpIOHandlerObserver"));
    advise(method("onStateChange").takesCount(2), "StateAdvice");
  }

  /** When there is a connection, and when there is a response. */
  public static final class StateAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Object connection) {
      return Attempts.changed(connection);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
