// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context through Akka's copy of the JDK's pool. */
public final class ForkJoinInstrumentation extends Instrumentation {
  private static final String FORK_JOIN = Libraries.AKKA_ROOT + "dispatch.forkjoin.";

  public ForkJoinInstrumentation() {
    super(
        Libraries.AKKA,
        onType(FORK_JOIN + "ForkJoinPool", FORK_JOIN + "ForkJoinTask")); // removed in 2.6
    advise(method("externalPush").takes(FORK_JOIN + "ForkJoinTask"), "PushAdvice");
    advise(method("fork").takesCount(0), "ForkAdvice");
    advise(method("doExec").takesCount(0), "DoExecAdvice");
    advise(method("tryAddWorker").takesCount(0), "WithoutContextAdvice");
    advise(method("tryCompensate").takesCount(0), "WithoutContextAdvice");
  }

  /** Remembers the context of the submitting thread. */
  public static final class PushAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) @Nullable Object task) {
      TaskContexts.submitted(task);
    }
  }

  /** Remembers the context of the forking thread. */
  public static final class ForkAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object task) {
      TaskContexts.submitted(task);
    }
  }

  /** The one place where a task's code runs. */
  public static final class DoExecAdvice {
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
