// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.guava;

import io.heddle.instrumentation.api.context.HandOver;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** The context in which a listener was added, kept while it waits. Thread-safe. */
final class ListenerContexts {
  private static final HandOver<Context> WAITING = new HandOver<>();

  private ListenerContexts() {}

  /**
   * The listener to add: a new one in place of one that waits already. One object may be added to
   * many futures, and whoever runs it does not tell for which of them.
   */
  static Runnable adding(Runnable listener) {
    return WAITING.get(listener) == null ? listener : new Again(listener);
  }

  /**
   * Remembers the current context.
   *
   * @param key the listener, or what stands for it
   */
  static void added(@Nullable Object key) {
    Context current = Context.current();
    if (current != Context.root() && key != null) {
      WAITING.put(key, current);
    }
  }

  /** Makes the context current; what {@link Scope#close} ends, or null. */
  static @Nullable Scope running(@Nullable Object key) {
    Context context = key == null ? null : WAITING.remove(key);
    return context == null ? null : context.makeCurrent();
  }

  /** One more wait of a listener. */
  private static final class Again implements Runnable {
    private final Runnable listener;

    Again(Runnable listener) {
      this.listener = listener;
    }

    @Override
    public void run() {
      listener.run();
    }

    @Override
    public String toString() {
      return listener.toString();
    }
  }
}
