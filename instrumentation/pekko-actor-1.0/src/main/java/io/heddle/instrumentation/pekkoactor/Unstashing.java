// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.instrumentation.api.context.MessageContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One loop over stashed messages: each has its context from where it is taken to where the next one
 * is. Used by the actor's thread alone; a message may begin another loop inside.
 */
final class Unstashing {
  private static final ThreadLocal<@Nullable Unstashing> CURRENT = new ThreadLocal<>();

  private final @Nullable Unstashing outer;
  private @Nullable Scope scope;

  private Unstashing(@Nullable Unstashing outer) {
    this.outer = outer;
  }

  static Unstashing begin() {
    Unstashing begun = new Unstashing(CURRENT.get());
    CURRENT.set(begun);
    return begun;
  }

  /** Makes the context of a message current that the loop on this thread has taken. */
  static void taken(Object node) {
    Unstashing current = CURRENT.get();
    if (current != null) {
      TaskContexts.ended(current.scope);
      current.scope = MessageContexts.receivedAmid(node);
    }
  }

  void end() {
    TaskContexts.ended(scope);
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }
}
