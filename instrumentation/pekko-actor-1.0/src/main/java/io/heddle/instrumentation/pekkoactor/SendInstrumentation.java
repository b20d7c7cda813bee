// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.MessageContexts;
import net.bytebuddy.asm.Advice;

/**
 * Remembers the context of a message where it goes into a queue. Not where its envelope is made: a
 * router, say, sends on in others what it got in one that no actor ever sees.
 */
public abstract class SendInstrumentation extends Instrumentation {
  SendInstrumentation(String name, String root) {
    super(
        name,
        onType(
            root + "actor.UnstartedCell",
            root + "dispatch.Dispatcher",
            root + "dispatch.BalancingDispatcher",
            root + "testkit.CallingThreadDispatcher"));
    String envelope = root + "dispatch.Envelope";
    advise(
        method("dispatch").takes(root + "actor.ActorCell", envelope),
        "SendInstrumentation$DispatchAdvice");
    advise(method("sendMessage").takes(envelope), "SendInstrumentation$SendMessageAdvice");
    // The run of a mailbox processes messages of many senders.
    advise(
        method("registerForExecution").takes(root + "dispatch.Mailbox", "boolean", "boolean"),
        "WithoutContextAdvice");
  }

  /** Of Pekko. */
  public static final class Pekko extends SendInstrumentation {
    public Pekko() {
      super(Libraries.PEKKO, Libraries.PEKKO_ROOT);
    }
  }

  /** Of Akka. */
  public static final class Akka extends SendInstrumentation {
    public Akka() {
      super(Libraries.AKKA, Libraries.AKKA_ROOT);
    }
  }

  /** To an actor's mailbox. */
  public static final class DispatchAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(1) Object envelope) {
      MessageContexts.sent(envelope);
    }
  }

  /** To an actor that is being created: another thread dispatches the message then. */
  public static final class SendMessageAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object envelope) {
      MessageContexts.sent(envelope);
    }
  }
}
