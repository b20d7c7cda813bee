// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.heddle.instrumentation.api.WeakIdentityMap;
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
  private static final WeakIdentityMap<Object, Context> SUBMITTED = new WeakIdentityMap<>();

  private TaskContexts() {}

  /** Remembers the current context for a task that is being submitted. */
  public static void submitted(@Nullable Object task) {
    Context current = Context.current();
    if (current != Context.root() && task != null) {
      SUBMITTED.put(task, current);
    }
  }

  /** Forgets a task that will not run. */
  public static void discarded(@Nullable Object task) {
    if (task != null) {
      SUBMITTED.remove(task);
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
    return context == null || context == Context.current() ? null : context.makeCurrent();
  }
}
