// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.api.http.HttpServerCall;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** The call of an exchange, and the thread that runs the exchange's handler. */
final class ExchangeCall {
  final HttpServerCall call;

  /** Why the response is not sent to its end, if a servlet threw. */
  volatile @Nullable Throwable broken;

  private volatile @Nullable Thread handling;
  private volatile boolean isOver;

  ExchangeCall(HttpServerCall call) {
    this.call = call;
  }

  Scope handle() {
    handling = Thread.currentThread();
    return call.makeCurrent();
  }

  /** Whether the exchange is over inside of its handler, which will return or throw. */
  boolean isOverWhileHandled() {
    if (handling != Thread.currentThread()) {
      return false;
    }
    isOver = true;
    return true;
  }

  /** Whether the handler that has returned left the end of the call to be told. */
  boolean isOverAfterHandling() {
    if (handling == Thread.currentThread()) {
      handling = null;
    }
    return isOver;
  }
}
