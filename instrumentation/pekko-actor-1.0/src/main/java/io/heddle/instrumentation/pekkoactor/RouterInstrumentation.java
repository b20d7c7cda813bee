// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.MessageContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Sends on in its own context what a router got while it was being created: whoever has created it
 * routes the messages that waited.
 */
public abstract class RouterInstrumentation extends Instrumentation {
  RouterInstrumentation(String name, String root) {
    super(name, onType(root + "routing.RoutedActorCell"));
    advise(
        method("sendMessage").takes(root + "dispatch.Envelope"),
        "RouterInstrumentation$SendMessageAdvice");
  }

  /** Of Pekko. */
  public static final class Pekko extends RouterInstrumentation {
    public Pekko() {
      super(Libraries.PEKKO, Libraries.PEKKO_ROOT);
    }
  }

  /** Of Akka. */
  public static final class Akka extends RouterInstrumentation {
    public Akka() {
      super(Libraries.AKKA, Libraries.AKKA_ROOT);
    }
  }

  /** Makes other envelopes of the message, for its routees. */
  public static final class SendMessageAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Object envelope) {
      return MessageContexts.received(envelope);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
