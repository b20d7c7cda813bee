// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.context.HandOver;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The contexts in which listeners were added to futures. Kept with the future: one listener, such
 * as {@code ChannelFutureListener.CLOSE}, may be added to all of them. Thread-safe.
 */
final class FutureContexts {
  private static final HandOver<Listeners> WAITING = new HandOver<>();

  private FutureContexts() {}

  /** Remembers the current context. */
  static void added(Object future, @Nullable Object listener) {
    Context current = Context.current();
    if (current == Context.root() || listener == null) {
      return;
    }
    Listeners known = WAITING.get(future);
    if (known == null || !known.add(listener, current)) {
      Listeners listeners = new Listeners();
      listeners.add(listener, current);
      WAITING.put(future, listeners);
    }
  }

  /** The context of this listener, or null; forgets it. */
  static @Nullable Context take(@Nullable Object future, @Nullable Object listener) {
    Listeners known = future == null || listener == null ? null : WAITING.get(future);
    if (known == null || listener == null || future == null) {
      return null;
    }
    Context context = known.take(listener);
    if (known.isOver()) {
      Listeners removed = WAITING.remove(future);
      if (removed != null && removed != known) {
        WAITING.put(future, removed);
      }
    }
    return context;
  }

  /** The context of this listener, or null. */
  static @Nullable Context find(@Nullable Object future, @Nullable Object listener) {
    Listeners known = future == null || listener == null ? null : WAITING.get(future);
    return known == null || listener == null ? null : known.find(listener);
  }

  static @Nullable Scope makeCurrent(@Nullable Context context) {
    return context == null ? null : context.makeCurrent();
  }

  /**
   * The listeners of one future, in the order in which they were added. A listener may well refer
   * to its future, so its identity hash code stands for it.
   */
  private static final class Listeners {
    private @Nullable Added first;
    private boolean over;

    /** Whether there was still time. */
    synchronized boolean add(Object listener, Context context) {
      if (over) {
        return false;
      }
      Added added = new Added(System.identityHashCode(listener), context);
      Added last = first;
      if (last == null) {
        first = added;
        return true;
      }
      while (last.next != null) {
        last = last.next;
      }
      last.next = added;
      return true;
    }

    synchronized @Nullable Context take(Object listener) {
      int hash = System.identityHashCode(listener);
      Added before = null;
      for (Added added = first; added != null; before = added, added = added.next) {
        if (added.hash == hash) {
          if (before == null) {
            first = added.next;
          } else {
            before.next = added.next;
          }
          over = first == null;
          return added.context;
        }
      }
      return null;
    }

    synchronized @Nullable Context find(Object listener) {
      int hash = System.identityHashCode(listener);
      Added added = first;
      while (added != null && added.hash != hash) {
        added = added.next;
      }
      return added == null ? null : added.context;
    }

    synchronized boolean isOver() {
      return over;
    }
  }

  /** One listener. */
  private static final class Added {
    final int hash;
    final Context context;
    @Nullable Added next;

    Added(int hash, Context context) {
      this.hash = hash;
      this.context = context;
    }
  }
}
