// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context from {@code fork} to where the task is executed. */
public final class ForkJoinTaskInstrumentation extends Instrumentation {
  public ForkJoinTaskInstrumentation() {
    super("executors", onType("java.util.concurrent.ForkJoinTask"));
    advise(method("fork").takesCount(0), "ForkAdvice");
    advise(method("doExec").takesCount(0), "DoExecAdvice");
  }

  /** Remembers the context of the forking thread, first of all that see the task. */
  public static final class ForkAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object task) {
      TaskContexts.forked(task);
    }
  }

  /** {@code doExec} is final and the one place where a task's code runs, on Java 8 to 25. */
  public static final class DoExecAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object task) {
      return Carriers.isCurrent() ? null : TaskContexts.executing(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /**
   * The threads under virtual threads, whose tasks are continuations alone: those have contexts of
   * their own.
   */
  static final class Carriers {
    private static final @Nullable Class<?> TYPE = find();

    private Carriers() {}

    static boolean isCurrent() {
      return TYPE != null && Thread.currentThread().getClass() == TYPE;
    }

    private static @Nullable Class<?> find() {
      try {
        return Class.forName("jdk.internal.misc.CarrierThread", false, null); // added in 21
      } catch (ClassNotFoundException e) {
        return null;
      }
    }
  }
}
