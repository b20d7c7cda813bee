// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The context in which a subscriber of a reactive stream was subscribed, for the signals that it
 * gets later, whatever thread sends them.
 *
 * <p>Within a chain of operators a signal goes from method to method on one thread, so only the
 * subscriber next to a source needs to be remembered: all that it calls has the context by then.
 * Work that an operator gives to a thread pool goes there with the context as any task does.
 *
 * <p>Thread-safe. Nothing is kept for a subscriber that was subscribed without a context: it runs
 * in whatever context it is called.
 */
public final class SubscriberContexts {
  private static final HandOver<Context> SUBSCRIBED = new HandOver<>();

  /** Spares programs without any context the look-ups. */
  private static volatile boolean used;

  private SubscriberContexts() {}

  /** Remembers the current context for a subscriber that a source is about to have. */
  public static void subscribed(Object subscriber) {
    Context current = Context.current();
    if (current == Context.root()) {
      return;
    }
    used = true;
    Context before = SUBSCRIBED.get(subscriber);
    if (before == current) {
      return;
    }
    if (before != null) {
      SUBSCRIBED.remove(subscriber);
    }
    SUBSCRIBED.put(subscriber, current);
  }

  /**
   * Makes the context of a subscriber current that gets a signal.
   *
   * @return what {@link TaskContexts#ended} takes, or null when there is nothing to end
   */
  public static @Nullable Scope signalled(Object subscriber) {
    return used ? starting(SUBSCRIBED.get(subscriber)) : null;
  }

  /** The same for the last signal of a subscription, which is forgotten. */
  public static @Nullable Scope terminated(Object subscriber) {
    return used ? starting(SUBSCRIBED.remove(subscriber)) : null;
  }

  /** Forgets a subscription that was cancelled. */
  public static void cancelled(Object subscriber) {
    if (used) {
      SUBSCRIBED.remove(subscriber);
    }
  }

  private static @Nullable Scope starting(@Nullable Context context) {
    return context == null || context == Context.current()
        ? null
        : ThreadContexts.attachTask(context);
  }

  /** Number of subscribers that are remembered. */
  public static int size() {
    return SUBSCRIBED.size();
  }
}
