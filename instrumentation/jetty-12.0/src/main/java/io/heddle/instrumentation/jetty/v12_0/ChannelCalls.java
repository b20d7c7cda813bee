// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v12_0;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The calls of one channel, one after another: the same of a request and of all its wrappers. */
final class ChannelCalls {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("jetty");
  private static final WeakIdentityMap<Components, ChannelCalls> ALL = new WeakIdentityMap<>();

  private volatile @Nullable HttpServerCall call;

  private ChannelCalls() {}

  static ChannelCalls of(Request request) {
    Components channel = request.getComponents();
    ChannelCalls calls = ALL.get(channel);
    if (calls == null) {
      calls = new ChannelCalls();
      ALL.put(channel, calls);
    }
    return calls;
  }

  /** Begins the call of a request, or gives null inside of it. */
  @Nullable HttpServerCall begin(Request request) {
    HttpServerCall current = HttpServerCall.current();
    if (current != null && current == call) {
      return null;
    }
    Request received = Request.unWrap(request);
    HttpServerCall begun = HttpServerCall.start(SCOPE, RequestReader.INSTANCE, received);
    call = begun;
    received.addHttpStreamWrapper(stream -> new RecordedStream(stream, received, begun, this));
    return begun;
  }

  /** The call that has not ended, or null. */
  @Nullable HttpServerCall call() {
    return call;
  }

  void ended() {
    call = null;
  }
}
