// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v12_0;

import io.heddle.instrumentation.api.http.HttpServerCall;
import io.opentelemetry.context.Scope;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request while the server's handlers have it. */
final class HandledRequest {
  private final HttpServerCall call;
  private final Scope scope;

  private HandledRequest(HttpServerCall call) {
    this.call = call;
    scope = call.makeCurrent();
  }

  /** Begins the request's call, or gives null inside of it: a handler may call the server. */
  static @Nullable HandledRequest start(Request request) {
    HttpServerCall call = ChannelCalls.of(request).begin(request);
    return call == null ? null : new HandledRequest(call);
  }

  /** Makes the call of a request current that is handled again, on another thread. */
  static @Nullable Scope resume(@Nullable Request request) {
    HttpServerCall call = request == null ? null : ChannelCalls.of(request).call();
    return call == null || call == HttpServerCall.current() ? null : call.makeCurrent();
  }

  void returned(@Nullable Throwable thrown) {
    scope.close();
    if (thrown != null) {
      call.failed(thrown);
    }
  }
}
