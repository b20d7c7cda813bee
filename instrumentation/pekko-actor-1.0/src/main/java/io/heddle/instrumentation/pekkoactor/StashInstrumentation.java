// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.MessageContexts;
import net.bytebuddy.asm.Advice;

/**
 * Remembers the context of a message that an actor puts aside while it processes it; it goes from
 * the stash into the mailbox in the envelope that it came in.
 */
public abstract class StashInstrumentation extends Instrumentation {
  StashInstrumentation(String name, String root) {
    super(name, onType(root + "actor.StashSupport"));
    advise(method("stash").takesCount(0), "StashAdvice");
  }

  /** Of Pekko. */
  public static final class Pekko extends StashInstrumentation {
    public Pekko() {
      super(Libraries.PEKKO, Libraries.PEKKO_ROOT);
    }

    /** The method is one of an interface. */
    public static final class StashAdvice {
      @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
      public static void onExit(@Advice.This org.apache.pekko.actor.StashSupport stash) {
        MessageContexts.sent(((org.apache.pekko.actor.ActorCell) stash.context()).currentMessage());
      }
    }
  }

  /** Of Akka. */
  public static final class Akka extends StashInstrumentation {
    public Akka() {
      super(Libraries.AKKA, Libraries.AKKA_ROOT);
    }

    /** The method is one of an interface. */
    public static final class StashAdvice {
      @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
      public static void onExit(@Advice.This akka.actor.StashSupport stash) {
        MessageContexts.sent(((akka.actor.ActorCell) stash.context()).currentMessage());
      }
    }
  }
}
