// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The contexts in which listeners were added to futures. Kept with the future: one listener, such
 * as {@code ChannelFutureListener.CLOSE} or a lambda without variables, may be added to all of
 * them.
 *
 * <p>Thread-safe. The listeners of a future are guarded by the future's own monitor, for libraries
 * whose futures take that themselves when a listener is added and when they complete.
 */
public final class FutureContexts {
  private static final HandOver<Added> WAITING = new HandOver<>();

  private FutureContexts() {}

  /** Remembers the current context. */
  public static void added(Object future, @Nullable Object listener) {
    Context current = ThreadContexts.currentOrNull();
    if (current == null || listener == null) {
      return;
    }
    Added added = new Added(System.identityHashCode(listener), current);
    synchronized (future) {
      Added first = WAITING.get(future);
      if (first == null) {
        WAITING.put(future, added);
      } else {
        first.last.next = added;
        first.last = added;
      }
    }
  }

  /** The context of this listener, or null; forgets it. */
  public static @Nullable Context take(@Nullable Object future, @Nullable Object listener) {
    if (future == null || listener == null || WAITING.get(future) == null) {
      return null;
    }
    synchronized (future) {
      Added first = WAITING.get(future);
      Added before = null;
      Added added = first;
      int hash = System.identityHashCode(listener);
      while (added != null && added.hash != hash) {
        before = added;
        added = added.next;
      }
      if (first == null || added == null) {
        return null;
      }
      Context context = added.context;
      Added next = added.next;
      if (before != null) {
        before.next = next;
        first.last = added == first.last ? before : first.last;
      } else if (next == null) {
        WAITING.remove(future);
      } else {
        // The first stays where it is, so that nobody finds nothing meanwhile.
        first.hash = next.hash;
        first.context = next.context;
        first.next = next.next;
        first.last = next == first.last ? first : first.last;
      }
      return context;
    }
  }

  /** The context of this listener, which stays, or null. */
  public static @Nullable Context find(@Nullable Object future, @Nullable Object listener) {
    if (future == null || listener == null || WAITING.get(future) == null) {
      return null;
    }
    synchronized (future) {
      int hash = System.identityHashCode(listener);
      Added added = WAITING.get(future);
      while (added != null && added.hash != hash) {
        added = added.next;
      }
      return added == null ? null : added.context;
    }
  }

  /** Whether a context is remembered for any listener of this future. */
  public static boolean hasListeners(Object future) {
    return WAITING.get(future) != null;
  }

  /**
   * Makes the context of a listener current that is about to be told.
   *
   * @return what {@link TaskContexts#ended} ends, or null when there is nothing to end
   */
  public static @Nullable Scope telling(@Nullable Context context) {
    return context == null ? null : ThreadContexts.attachTask(context);
  }

  /** Number of futures whose listeners are remembered. */
  public static int size() {
    return WAITING.size();
  }

  /**
   * One listener, in the order in which they were added. It may well refer to its future, so its
   * identity hash code stands for it.
   */
  private static final class Added {
    int hash;
    Context context;
    @Nullable Added next;

    /** Of all that follow; known to the first alone. */
    Added last = this;

    Added(int hash, Context context) {
      this.hash = hash;
      this.context = context;
    }
  }
}
