// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * The context that a task was submitted in, kept beside the task until it runs. The task itself
 * stays as it is, so that {@code remove(task)}, queue contents and comparators see no wrapper.
 *
 * <p>Thread-safe. Nothing is kept while the submitting thread has no context.
 */
public final class TaskContexts {
  private static final HandOver<Context> TASKS = new HandOver<>();

  /** Whether a task was ever submitted in another context than it was made in. */
  private static volatile boolean overruled;

  private TaskContexts() {}

  /**
   * Remembers the current context for a task that is being made, since code that nobody knows may
   * run it: a queue and a thread of one's own. A submission replaces it.
   *
   * @param task of a kind that {@link #isPendingOnce}; its last constructor is running
   */
  public static void created(Object task) {
    Context current = ThreadContexts.currentOrNull();
    if (current != null && !CarriedContexts.put(task, current)) {
      TASKS.put(task, current);
    }
  }

  /** Remembers the current context for a task that is being submitted. */
  public static void submitted(@Nullable Object task) {
    if (task == null || CarriedContexts.isSubmittedAsMade(task)) {
      return;
    }
    Context current = ThreadContexts.currentOrNull();
    if (current == null) {
      return;
    }
    if (CarriedContexts.isCarrier(task)) {
      Context carried = CarriedContexts.get(task);
      if (carried != current) {
        if (carried != null) {
          overruled = true;
        }
        TASKS.replace(task, current);
      }
    } else if (isPendingOnce(task)) {
      TASKS.replace(task, current);
    } else {
      TASKS.put(task, current);
    }
  }

  /** Remembers the current context for a task that is not remembered yet. */
  public static void forked(Object task) {
    ThreadContexts.forked(task, TASKS);
  }

  /** Forgets a task that will not run, or that belongs to nobody. */
  public static void discarded(@Nullable Object task) {
    if (task != null) {
      TASKS.remove(task);
    }
  }

  /**
   * Makes the task's context current on the thread that is about to run it.
   *
   * @return what {@link Scope#close} ends, or null when the task was submitted without context or
   *     in the context that is current, or is woven itself and calls {@link #running}
   */
  public static @Nullable Scope starting(@Nullable Object task) {
    if (task == null) {
      return null;
    }
    if (CarriedContexts.isCarrier(task)) {
      return CarriedContexts.isSubmittedAsMade(task) ? running(task) : null;
    }
    Context context = TASKS.remove(task);
    return context == null || isPeriodic(task) ? null : ThreadContexts.attachTask(context);
  }

  /** Each run of a periodic task starts a trace of its own: it belongs to no request. */
  private static boolean isPeriodic(Object task) {
    return task instanceof RunnableScheduledFuture
        && ((RunnableScheduledFuture<?>) task).isPeriodic();
  }

  /** The same for a task that may have been {@link #forked}; those forked in none have none. */
  public static @Nullable Scope executing(Object task) {
    return ForkedTasks.isInUse() ? ThreadContexts.executing(task) : starting(task);
  }

  /** The same for a task that was {@link #created}, from inside of its own {@code run}. */
  public static @Nullable Scope running(Object task) {
    Context context = CarriedContexts.take(task);
    if (context == null || overruled) {
      Context submitted = TASKS.remove(task);
      context = submitted == null ? context : submitted;
    }
    return context == null ? null : ThreadContexts.attachTask(context);
  }

  /** Ends what {@link #starting} or {@link #withoutContext} gave. */
  public static void ended(@Nullable Object scope) {
    if (scope != null) {
      ((Scope) scope).close();
    }
  }

  /**
   * Makes no context current, for code that makes something which outlives the request that happens
   * to need it first, such as a worker thread.
   *
   * @return what {@link #ended} ends, or null when there was none
   */
  public static @Nullable Scope withoutContext() {
    return ThreadContexts.currentOrNull() == null ? null : Context.root().makeCurrent();
  }

  /**
   * Sorts out what waits for long, here and in every other {@link HandOver}. One thread at a time.
   */
  public static void sweep() {
    HandOver.sweepAll();
    ForkedTasks.sweepAll(TASKS);
  }

  /** Number of tasks that are remembered, but for those that were forked. */
  public static int size() {
    return TASKS.size();
  }

  /**
   * Whether a task runs once, so that it can wait in one place at most; any other {@code Runnable}
   * may be submitted again before it has run. Classes, since a test for an interface writes to the
   * object's class where two of them are asked for (JDK-8180450).
   */
  private static boolean isPendingOnce(Object task) {
    return task instanceof FutureTask || task instanceof ForkJoinTask;
  }
}
