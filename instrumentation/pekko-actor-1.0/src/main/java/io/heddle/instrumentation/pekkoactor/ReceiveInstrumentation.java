// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.MessageContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Makes the context of a message current while its actor processes it. */
public abstract class ReceiveInstrumentation extends Instrumentation {
  ReceiveInstrumentation(String name, String root) {
    super(name, onType(root + "actor.ActorCell", root + "actor.dungeon.ReceiveTimeout"));
    advise(
        method("invoke").takes(root + "dispatch.Envelope"), "ReceiveInstrumentation$InvokeAdvice");
    // An idle timer, which starts anew after each message, its own among them.
    // Added in Akka 2.5.15; takes one argument more in Pekko 2.
    advise(method("rescheduleReceiveTimeout"), "WithoutContextAdvice");
  }

  /** Of Pekko. */
  public static final class Pekko extends ReceiveInstrumentation {
    public Pekko() {
      super(Libraries.PEKKO, Libraries.PEKKO_ROOT);
    }
  }

  /** Of Akka. */
  public static final class Akka extends ReceiveInstrumentation {
    public Akka() {
      super(Libraries.AKKA, Libraries.AKKA_ROOT);
    }
  }

  /** The one place where an actor gets a message. */
  public static final class InvokeAdvice {
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
