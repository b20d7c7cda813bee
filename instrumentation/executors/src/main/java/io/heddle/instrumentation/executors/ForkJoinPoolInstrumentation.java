// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;

/** Carries context into a pool from threads outside of it. */
public final class ForkJoinPoolInstrumentation extends Instrumentation {
  private static final String TASK = "java.util.concurrent.ForkJoinTask";

  public ForkJoinPoolInstrumentation() {
    super("executors", onType("java.util.concurrent.ForkJoinPool"));
    advise(method("externalPush").takes(TASK), "PushAdvice"); // removed in 19
    advise(method("externalSubmit").takes(TASK), "PushAdvice"); // removed in 19
    advise(method("poolSubmit").takes("boolean", TASK), "PoolSubmitAdvice"); // added in 19
  }

  /** Remembers the context of the submitting thread. */
  public static final class PushAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object task) {
      TaskContexts.submitted(task);
    }
  }

  /** The same for the method that replaced both. */
  public static final class PoolSubmitAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(1) Object task) {
      TaskContexts.submitted(task);
    }
  }
}
