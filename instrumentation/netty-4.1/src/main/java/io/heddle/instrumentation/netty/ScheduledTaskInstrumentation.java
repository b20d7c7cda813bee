// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.DelayedContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import java.util.concurrent.Future;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context to a task that a loop runs once, later; a periodic one belongs to no request. */
public final class ScheduledTaskInstrumentation extends Instrumentation {
  private static final String TASK = NettyTypes.CONCURRENT + "ScheduledFutureTask";
  private static final String EXECUTOR = NettyTypes.CONCURRENT + "AbstractScheduledEventExecutor";

  public ScheduledTaskInstrumentation() {
    super("netty", onType(NettyTypes.withCopies(TASK, EXECUTOR)));
    for (String prefix : new String[] {"", NettyTypes.COPY}) {
      advise(
          method("<init>").takes(prefix + EXECUTOR, "java.util.concurrent.Callable", "long"),
          "InitAdvice");
      advise(
          method("<init>").takes(prefix + EXECUTOR, "java.lang.Runnable", "long"),
          "InitAdvice"); // added in 4.1.45
      advise(method("schedule").takes(prefix + TASK), "ScheduleAdvice");
    }
    advise(method("run").takesCount(0), "RunAdvice");
    advise(method("cancel").takes("boolean"), "CancelAdvice");
    advise(method("cancelWithoutRemove").takes("boolean"), "CancelAdvice");
  }

  /** The constructors of tasks that run once: those of periodic ones take one number more. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object task) {
      DelayedContexts.scheduled(task);
    }
  }

  /** From another thread this executes what puts the task into the loop's queue. */
  public static final class ScheduleAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter() {
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Since 4.1.45 the task is run before it is due, to put itself into the queue. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object task) {
      return DelayedContexts.trying(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope, @Advice.This Object task) {
      if (scope != null) {
        TaskContexts.ended(scope);
        if (((Future<?>) task).isDone()) {
          DelayedContexts.discarded(task);
        }
      }
    }
  }

  /** Forgets a task that will not run. */
  public static final class CancelAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object task, @Advice.Return boolean cancelled) {
      if (cancelled) {
        DelayedContexts.discarded(task);
      }
    }
  }
}
