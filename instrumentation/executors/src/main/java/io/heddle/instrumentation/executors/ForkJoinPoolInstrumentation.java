// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import java.util.concurrent.ForkJoinPool;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context into a pool from threads outside of it. */
public final class ForkJoinPoolInstrumentation extends Instrumentation {
  private static final String TASK = "java.util.concurrent.ForkJoinTask";

  public ForkJoinPoolInstrumentation() {
    super("executors", onType("java.util.concurrent.ForkJoinPool"));
    advise(method("externalPush").takes(TASK), "PushAdvice"); // removed in 19
    advise(method("externalSubmit").takes(TASK), "PushAdvice"); // public since 19
    advise(method("poolSubmit").takes("boolean", TASK), "PoolSubmitAdvice"); // added in 19
    advise(method("createWorker").takesCount(0), "CreateWorkerAdvice");
  }

  /** Remembers the context of the submitting thread. */
  public static final class PushAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This ForkJoinPool pool, @Advice.Argument(0) Object task) {
      VirtualThreadScheduler.submitted(pool, task);
    }
  }

  /** The same for the method that replaced both. */
  public static final class PoolSubmitAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This ForkJoinPool pool, @Advice.Argument(1) Object task) {
      VirtualThreadScheduler.submitted(pool, task);
    }
  }

  /** A worker made during a request serves others after it. */
  public static final class CreateWorkerAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter() {
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /**
   * The pool whose tasks are the continuations of virtual threads. They have contexts of their own,
   * and are submitted by whoever happens to wake them.
   */
  static final class VirtualThreadScheduler {
    private static volatile @Nullable ForkJoinPool scheduler;

    private VirtualThreadScheduler() {}

    static void submitted(ForkJoinPool pool, Object task) {
      if (pool != scheduler && !isScheduler(pool)) {
        TaskContexts.submitted(task);
      }
    }

    private static boolean isScheduler(ForkJoinPool pool) {
      ForkJoinPool.ForkJoinWorkerThreadFactory factory = pool.getFactory();
      if (factory == ForkJoinPool.defaultForkJoinWorkerThreadFactory
          || !factory.getClass().getName().startsWith("java.lang.VirtualThread")) {
        return false;
      }
      scheduler = pool;
      return true;
    }
  }
}
