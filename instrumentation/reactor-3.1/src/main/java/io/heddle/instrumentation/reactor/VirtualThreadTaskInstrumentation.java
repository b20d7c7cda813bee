// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Carries context in the tasks of {@code Schedulers.boundedElastic} on virtual threads (3.6, Java
 * 21): each has a thread of its own, which the task before it starts.
 */
public final class VirtualThreadTaskInstrumentation extends Instrumentation {
  private static final String OWNER =
      "reactor.core.scheduler.BoundedElasticThreadPerTaskScheduler$";

  public VirtualThreadTaskInstrumentation() {
    super("reactor", onType(OWNER + "SchedulerTask"));
    advise(method("<init>").takesCount(5), "InitAdvice");
    advise(method("start").takes(), "StartAdvice");
    advise(method("run").takes(), "RunAdvice");
  }

  /** Takes the time between runs, below zero for a task that runs once. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object task, @Advice.Argument(2) long period) {
      if (period < 0) {
        TaskContexts.created(task);
      }
    }
  }

  /** The thread must not inherit the context of the task that starts it. */
  public static final class StartAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter() {
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Makes the context of the task current. */
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
