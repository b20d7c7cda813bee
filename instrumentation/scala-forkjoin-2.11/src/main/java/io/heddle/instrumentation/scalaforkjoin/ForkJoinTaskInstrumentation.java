// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.scalaforkjoin;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context from {@code fork} to where the task of Scala's copy is executed. */
public final class ForkJoinTaskInstrumentation extends Instrumentation {
  public ForkJoinTaskInstrumentation() {
    super("scala-forkjoin", onType("scala.concurrent.forkjoin.ForkJoinTask")); // removed in 2.12
    advise(method("fork").takesCount(0), "ForkAdvice");
    advise(method("doExec").takesCount(0), "DoExecAdvice");
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
