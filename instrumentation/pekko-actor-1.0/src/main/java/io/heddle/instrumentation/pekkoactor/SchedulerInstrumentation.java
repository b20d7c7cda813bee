// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.DelayedContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context to what a scheduler runs once, later; what is periodic belongs to no request. */
public abstract class SchedulerInstrumentation extends Instrumentation {
  private static final String DURATION = "scala.concurrent.duration.FiniteDuration";
  private static final String RUNNABLE = "java.lang.Runnable";
  private static final String EXECUTOR = "scala.concurrent.ExecutionContext";

  SchedulerInstrumentation(String name, String root) {
    super(
        name,
        onType(
            root + "actor.LightArrayRevolverScheduler",
            root + "actor.LightArrayRevolverScheduler$TaskHolder"));
    // Each run of a periodic task is a task of its own, scheduled by the one before it.
    advise(
        method("schedule").takes(DURATION, DURATION, RUNNABLE, EXECUTOR), "WithoutContextAdvice");
    advise(
        method("scheduleWithFixedDelay").takes(DURATION, DURATION, RUNNABLE, EXECUTOR),
        "WithoutContextAdvice"); // added in Akka 2.6
    advise(
        method("<init>").takes(RUNNABLE, "int", EXECUTOR), "SchedulerInstrumentation$InitAdvice");
    advise(method("executeTask").takesCount(0), "SchedulerInstrumentation$ExecuteTaskAdvice");
    advise(method("run").takesCount(0), "SchedulerInstrumentation$ExecuteTaskAdvice");
    advise(
        method("cancel").takesCount(0).returning("boolean"),
        "SchedulerInstrumentation$CancelAdvice");
  }

  /** Of Pekko. */
  public static final class Pekko extends SchedulerInstrumentation {
    public Pekko() {
      super(Libraries.PEKKO, Libraries.PEKKO_ROOT);
    }
  }

  /** Of Akka. */
  public static final class Akka extends SchedulerInstrumentation {
    public Akka() {
      super(Libraries.AKKA, Libraries.AKKA_ROOT);
    }
  }

  /** Remembers where the task was scheduled. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object task) {
      DelayedContexts.scheduled(task);
    }
  }

  /** On the timer's thread, which gives the task to its executor. */
  public static final class ExecuteTaskAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object task) {
      return DelayedContexts.starting(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
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
