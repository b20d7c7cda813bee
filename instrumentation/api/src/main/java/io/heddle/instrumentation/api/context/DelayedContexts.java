// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.heddle.instrumentation.api.trace.LocalRoots;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The context of tasks that run once, after a delay, kept beside the task. Thread-safe.
 *
 * <p>A timer that goes on for ever is often made of such tasks, each of which schedules the next
 * from its run. So what is scheduled from a delayed run, or from work that it led to, carries
 * context only while the local root span is open.
 */
public final class DelayedContexts {
  private static final HandOver<Context> WAITING = new HandOver<>();
  private static final ContextKey<Boolean> DELAYED = ContextKey.named("heddle-delayed");

  private DelayedContexts() {}

  /** Remembers the current context for a task that is being scheduled. */
  public static void scheduled(Object task) {
    Context current = Context.current();
    if (current != Context.root() && (current.get(DELAYED) == null || isInOpenSpan(current))) {
      WAITING.put(task, current);
    }
  }

  private static boolean isInOpenSpan(Context context) {
    return Span.fromContext(context).getSpanContext().isValid() && LocalRoots.isOpen(context);
  }

  /**
   * Makes the task's context current on the thread that is about to run it, or none.
   *
   * @return what {@link TaskContexts#ended} ends, or null when there was none and is none
   */
  public static @Nullable Scope starting(Object task) {
    return started(WAITING.remove(task));
  }

  /** The same for a task that may not run yet; {@link #discarded} forgets it. */
  public static @Nullable Scope trying(Object task) {
    return started(WAITING.get(task));
  }

  private static @Nullable Scope started(@Nullable Context context) {
    if (context == null) {
      return TaskContexts.withoutContext();
    }
    return ThreadContexts.attachTask(
        context.get(DELAYED) == null ? context.with(DELAYED, Boolean.TRUE) : context);
  }

  /** Forgets a task that has run, or will not. */
  public static void discarded(Object task) {
    WAITING.remove(task);
  }

  /** Number of tasks that are remembered. */
  public static int size() {
    return WAITING.size();
  }
}
