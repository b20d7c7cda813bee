// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertx;

import io.heddle.instrumentation.api.context.FutureContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Makes the contexts of listeners current.
 *
 * <p>A future with several listeners keeps them in a list that is itself a listener, and forgets
 * the list when it completes. So what tells the list is given a context that names the future.
 */
final class ListenerContexts {
  private static final ContextKey<Object> FUTURE = ContextKey.named("heddle-vertx-future");

  private ListenerContexts() {}

  /**
   * @param listener of this future, or the list of them
   * @return what {@link TaskContexts#ended} ends, or null
   */
  static @Nullable Scope emitting(Object future, @Nullable Object listener) {
    Context context = null;
    if (listener instanceof ArrayList) {
      if (FutureContexts.hasListeners(future)) {
        context = Context.root().with(FUTURE, future);
      }
    } else {
      context = FutureContexts.take(future, listener);
    }
    return FutureContexts.telling(context);
  }

  /**
   * @param listener from a list
   * @return what {@link TaskContexts#ended} ends, or null
   */
  static @Nullable Scope telling(Object listener) {
    Object future = Context.current().get(FUTURE);
    if (future == null) {
      return null;
    }
    Context context = FutureContexts.take(future, listener);
    return context == null ? TaskContexts.withoutContext() : FutureContexts.telling(context);
  }
}
