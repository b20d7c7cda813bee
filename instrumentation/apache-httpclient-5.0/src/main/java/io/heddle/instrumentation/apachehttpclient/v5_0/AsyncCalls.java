// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.opentelemetry.context.Context;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/** The calls of clients that do not block, by the library's object that sends for one of them. */
final class AsyncCalls {
  private static final WeakIdentityMap<Object, AsyncCall> CALLS = new WeakIdentityMap<>();

  private AsyncCalls() {}

  /** Begins an attempt; gives what is told of its end. The first is begun by the caller. */
  static AsyncExecCallback sending(
      HttpRequest request, AsyncExecChain.Scope scope, AsyncExecCallback callback) {
    AsyncCall call = CALLS.get(scope.execRuntime);
    if (call == null) {
      call = new AsyncCall(Context.current());
      CALLS.put(scope.execRuntime, call);
    }
    HttpClientCall attempt = call.sending(scope.route.getTargetHost(), request);
    return new AttemptCallback(callback, call, attempt, scope.cancellableDependency);
  }

  /** Ends an attempt that could not even be begun by the library. */
  static void sent(@Nullable Object callback, @Nullable Throwable thrown) {
    if (callback != null && thrown != null) {
      ((AttemptCallback) callback).end(null, thrown);
    }
  }

  /** The handler that takes the place of this one, or null for as it is. */
  static @Nullable AsyncClientExchangeHandler executing(
      Object runtime, AsyncClientExchangeHandler handler) {
    AsyncCall call = CALLS.get(runtime);
    return call == null ? null : new AttemptHandler(handler, call);
  }
}
