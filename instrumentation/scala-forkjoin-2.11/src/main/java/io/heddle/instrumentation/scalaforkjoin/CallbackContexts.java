// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.scalaforkjoin;

import io.heddle.instrumentation.api.context.HandOver;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The context in which a callback of a future was made, until it runs. The executor that runs it
 * may have another one: that of whoever completed the future. Thread-safe.
 */
final class CallbackContexts {
  private static final HandOver<Context> WAITING = new HandOver<>();

  private CallbackContexts() {}

  static void made(Object callback) {
    Context current = Context.current();
    if (current != Context.root()) {
      WAITING.put(callback, current);
    }
  }

  /** Makes the context current, or none; what {@link TaskContexts#ended} ends, or null. */
  static @Nullable Scope running(Object callback) {
    Context context = WAITING.remove(callback);
    return context == null ? TaskContexts.withoutContext() : context.makeCurrent();
  }
}
