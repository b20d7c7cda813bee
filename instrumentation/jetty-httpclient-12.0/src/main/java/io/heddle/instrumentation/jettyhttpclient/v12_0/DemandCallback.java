// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v12_0;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** A callback that runs in the context in which it was made, and may block where the other may. */
final class DemandCallback implements Invocable.Task {
  private final Runnable callback;
  private final Context context;

  private DemandCallback(Runnable callback, Context context) {
    this.callback = callback;
    this.context = context;
  }

  /** Null where there is no context. */
  static @Nullable Object of(@Nullable Runnable callback) {
    Context context = Context.current();
    return callback == null || context == Context.root()
        ? null
        : new DemandCallback(callback, context);
  }

  @Override
  public void run() {
    Scope scope = context.makeCurrent();
    try {
      callback.run();
    } finally {
      scope.close();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return Invocable.getInvocationType(callback);
  }
}
