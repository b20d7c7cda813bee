// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.scalaforkjoin;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context into Scala's copy of the JDK's pool. */
public final class ForkJoinPoolInstrumentation extends Instrumentation {
  private static final String FORK_JOIN = "scala.concurrent.forkjoin.";

  public ForkJoinPoolInstrumentation() {
    super("scala-forkjoin", onType(FORK_JOIN + "ForkJoinPool")); // removed in 2.12
    advise(method("externalPush").takes(FORK_JOIN + "ForkJoinTask"), "PushAdvice");
    advise(method("tryAddWorker").takesCount(0), "AddWorkerAdvice");
    advise(method("tryCompensate").takesCount(0), "AddWorkerAdvice");
  }

  /** Remembers the context of the submitting thread. */
  public static final class PushAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) @Nullable Object task) {
      TaskContexts.submitted(task);
    }
  }

  /** A worker made during a request serves others after it. */
  public static final class AddWorkerAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter() {
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
