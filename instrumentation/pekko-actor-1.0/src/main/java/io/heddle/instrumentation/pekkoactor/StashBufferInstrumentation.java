// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.MessageContexts;
import net.bytebuddy.asm.Advice;

/**
 * Carries context with what a typed actor stashes; it is processed inside of the message that made
 * the actor ready for it.
 */
public abstract class StashBufferInstrumentation extends Instrumentation {
  StashBufferInstrumentation(String name, String root) {
    super(name, onType(buffer(root), buffer(root) + "$Node"));
    advise(
        method("<init>").takes(buffer(root) + "$Node", "java.lang.Object"),
        "StashBufferInstrumentation$InitAdvice");
    advise(
        method("unstash").takes(root + "actor.typed.Behavior", "int", "scala.Function1"),
        "StashBufferInstrumentation$UnstashAdvice");
    // Scala's optimizer inlines what processes a message; what takes the next one stays. It has the
    // longer name where a nested class calls a private method.
    advise(method("dropHeadForUnstash").takesCount(0), "StashBufferInstrumentation$DropHeadAdvice");
    advise(
        method(buffer(root).replace('.', '$') + "$$dropHeadForUnstash").takesCount(0),
        "StashBufferInstrumentation$DropHeadAdvice");
  }

  private static String buffer(String root) {
    return root + "actor.typed.internal.StashBufferImpl";
  }

  /** Of Pekko. */
  public static final class Pekko extends StashBufferInstrumentation {
    public Pekko() {
      super(Libraries.PEKKO, Libraries.PEKKO_ROOT);
    }
  }

  /** Of Akka. */
  public static final class Akka extends StashBufferInstrumentation {
    public Akka() {
      super(Libraries.AKKA, Libraries.AKKA_ROOT);
    }
  }

  /** Remembers the context of the message that is being processed. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object node) {
      MessageContexts.sent(node);
    }
  }

  /** The loop. */
  public static final class UnstashAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Object onEnter() {
      return Unstashing.begin();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter Object unstashing) {
      ((Unstashing) unstashing).end();
    }
  }

  /** Takes the next message. */
  public static final class DropHeadAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Return Object node) {
      Unstashing.taken(node);
    }
  }
}
