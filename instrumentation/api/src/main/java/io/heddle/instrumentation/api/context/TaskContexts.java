// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The context that a task was submitted in, kept beside the task until it runs. The task itself
 * stays as it is, so that {@code remove(task)}, queue contents and comparators see no wrapper.
 *
 * <p>Thread-safe. Nothing is kept while the submitting thread has no context.
 */
public final class TaskContexts {
  private static final HandOver<Context> SUBMITTED = new HandOver<>();

  /** For tasks that may be run by code that nobody knows: a queue and a thread of one's own. */
  private static final HandOver<Context> CREATED = new HandOver<>();

  private TaskContexts() {}

  /** Remembers the current context for a task that is being made; a submission replaces it. */
  public static void created(Object task) {
    Context current = Context.current();
    if (current != Context.root()) {
      CREATED.put(task, current);
    }
  }

  /** Remembers the current context for a task that is being submitted. */
  public static void submitted(@Nullable Object task) {
    Context current = Context.current();
    if (current != Context.root() && task != null) {
      CREATED.remove(task);
      SUBMITTED.put(task, current);
    }
  }

  /** Forgets a task that will not run, or that belongs to nobody. */
  public static void discarded(@Nullable Object task) {
    if (task != null && SUBMITTED.remove(task) == null) {
      CREATED.remove(task);
    }
  }

  /**
   * Makes the task's context current on the thread that is about to run it.
   *
   * @return what {@link Scope#close} ends, or null when the task was submitted without context or
   *     in the context that is current
   */
  public static @Nullable Scope starting(@Nullable Object task) {
    if (task == null) {
      return null;
    }
    Context context = SUBMITTED.remove(task);
    if (context == null) {
      context = CREATED.remove(task);
    }
    return context == null || context == Context.current()
        ? null
        : ThreadContexts.attachTask(context);
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
    return Context.current() == Context.root() ? null : Context.root().makeCurrent();
  }

  /** Number of tasks that are remembered. */
  public static int size() {
    return SUBMITTED.size() + CREATED.size();
  }
}
