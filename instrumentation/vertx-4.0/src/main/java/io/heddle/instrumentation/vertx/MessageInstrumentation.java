// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertx;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.MessageContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Hands a message of the local event bus to its consumer in the context of the sender, also when it
 * has waited for a consumer that paused.
 */
public final class MessageInstrumentation extends Instrumentation {
  private static final String HANDLER = "io.vertx.core.Handler";

  public MessageInstrumentation() {
    super("vertx", onType("io.vertx.core.eventbus.impl.HandlerRegistration"));
    advise(method("receive").takesCount(1), "ReceiveAdvice");
    advise(method("dispatch").takesFirst(HANDLER).takesCount(3), "DispatchAdvice"); // until 5.0
    advise(method("dispatchMessage").takesCount(3), "DispatchAdvice"); // added in 5.1
  }

  /** On the sender's thread, with a copy for this consumer. */
  public static final class ReceiveAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object message) {
      MessageContexts.sent(message);
    }
  }

  /** On the consumer's, which may be in the context of another message or of who resumed it. */
  public static final class DispatchAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(1) Object message) {
      return MessageContexts.receivedAmid(message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
