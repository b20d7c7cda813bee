// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.kotlinxcoroutines;

import io.heddle.instrumentation.api.context.HandOver;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.AbstractCoroutine;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * The context in which a coroutine was built, from then until it is complete. All that is resumed
 * within a coroutine finds it by the job of its own {@code CoroutineContext}, which {@code
 * AbstractCoroutine} puts there. Thread-safe.
 */
public final class CoroutineContexts {
  private static final HandOver<Context> BUILT = new HandOver<>();

  private CoroutineContexts() {}

  static void built(Object coroutine) {
    Context current = Context.current();
    if (current != Context.root()) {
      BUILT.put(coroutine, current);
    }
  }

  static void completed(Object coroutine) {
    BUILT.remove(coroutine);
  }

  /**
   * Makes the context of a coroutine current, or none when it was built without. A continuation
   * that no coroutine of the library's is behind runs in whatever context it is resumed.
   *
   * @return what {@link TaskContexts#ended} ends, or null
   */
  static @Nullable Scope resuming(Continuation<?> continuation) {
    Job job = continuation.getContext().get(Job.Key);
    if (!(job instanceof AbstractCoroutine)) {
      return null;
    }
    Context context = BUILT.get(job);
    return context == null ? TaskContexts.withoutContext() : context.makeCurrent();
  }
}
