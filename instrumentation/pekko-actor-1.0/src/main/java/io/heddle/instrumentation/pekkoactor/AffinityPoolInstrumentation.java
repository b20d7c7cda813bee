// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context into the one pool of dispatchers that is none of the JDK's. */
public abstract class AffinityPoolInstrumentation extends Instrumentation {
  private static final String RUNNABLE = "java.lang.Runnable";

  AffinityPoolInstrumentation(String name, String root) {
    super(
        name,
        onType(
            root + "dispatch.affinity.AffinityPool",
            root + "dispatch.affinity.AffinityPool$AffinityPoolWorker"));
    advise(method("execute").takes(RUNNABLE), "AffinityPoolInstrumentation$ExecuteAdvice");
    // A function inside of the worker's run, as Scala compiles it.
    advise(
        method("executeNext$1").aroundCallsOf(RUNNABLE, "run"),
        "AffinityPoolInstrumentation$RunAdvice");
    advise(method("start").takesCount(0), "WithoutContextAdvice");
  }

  /** Of Pekko. */
  public static final class Pekko extends AffinityPoolInstrumentation {
    public Pekko() {
      super(Libraries.PEKKO, Libraries.PEKKO_ROOT);
    }
  }

  /** Of Akka. */
  public static final class Akka extends AffinityPoolInstrumentation {
    public Akka() {
      super(Libraries.AKKA, Libraries.AKKA_ROOT);
    }
  }

  /** Remembers the context; a task that was refused forgets it. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object task) {
      TaskContexts.submitted(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(0) Object task, @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        TaskContexts.discarded(task);
      }
    }
  }

  /** Makes the context current for the task alone. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object task) {
      return TaskContexts.starting(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
