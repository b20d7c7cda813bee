// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.guava;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The same for a listener that waits in an {@code ExecutionList}. */
public final class PairInstrumentation extends Instrumentation {
  private static final String RUNNABLE = "java.lang.Runnable";
  private static final String EXECUTOR = "java.util.concurrent.Executor";
  private static final String PAIR =
      "com.google.common.util.concurrent.ExecutionList$RunnableExecutorPair";

  public PairInstrumentation() {
    super("guava", onType(PAIR));
    advise(method("<init>").takes(RUNNABLE, EXECUTOR, PAIR), "LinkedAdvice"); // added in 15.0
    advise(method("<init>").takes(RUNNABLE, EXECUTOR), "QueuedAdvice"); // removed in 15.0
    advise(method("execute").takesCount(0), "ExecuteAdvice"); // removed in 15.0
  }

  /** The list hands the listener to its executor, and does not tell the pair. */
  public static final class LinkedAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(0) @Nullable Object listener) {
      ListenerContexts.added(listener);
    }
  }

  /** The pair itself will do that. */
  public static final class QueuedAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object pair) {
      ListenerContexts.added(pair);
    }
  }

  /** Hands the listener to its executor. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object pair) {
      return ListenerContexts.running(pair);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
