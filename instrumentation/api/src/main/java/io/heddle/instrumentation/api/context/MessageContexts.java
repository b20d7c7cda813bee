// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The context in which a message was put into a mailbox, kept beside what holds the message there
 * until its receiver takes it out. Apart from tasks: a mailbox may hold more messages than all
 * pools have tasks.
 *
 * <p>Thread-safe. Nothing is kept of a message that is sent without context.
 */
public final class MessageContexts {
  private static final HandOver<Context> SENT = new HandOver<>();

  private MessageContexts() {}

  /** Remembers the current context for a message, unless it has one from where it was sent. */
  public static void sent(Object message) {
    Context current = ThreadContexts.currentOrNull();
    if (current != null && SENT.get(message) == null) {
      SENT.put(message, current);
    }
  }

  /**
   * Makes the message's context current on the thread that is about to process it.
   *
   * @return what {@link TaskContexts#ended} takes, or null when there is nothing to end
   */
  public static @Nullable Scope received(Object message) {
    Context context = SENT.remove(message);
    return context == null ? null : ThreadContexts.attachTask(context);
  }

  /** The same, or no context, for a message that is processed while another one is. */
  public static @Nullable Scope receivedAmid(Object message) {
    Context context = SENT.remove(message);
    return context == null ? TaskContexts.withoutContext() : ThreadContexts.attachTask(context);
  }

  /** Number of messages that are remembered. */
  public static int size() {
    return SENT.size();
  }
}
