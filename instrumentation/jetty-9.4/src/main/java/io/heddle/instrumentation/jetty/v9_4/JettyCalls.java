// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v9_4;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/** The calls of one channel, one after another. */
final class JettyCalls {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("jetty");
  private static final WeakIdentityMap<HttpChannel, JettyCalls> ALL = new WeakIdentityMap<>();

  private volatile @Nullable HttpServerCall call;
  private volatile @Nullable Throwable broken;

  private JettyCalls() {}

  /** Begins a call, or goes on with it; null where the channel has no request. */
  static @Nullable Scope enter(HttpChannel channel) {
    JettyCalls calls = ALL.get(channel);
    if (calls == null) {
      calls = new JettyCalls();
      ALL.put(channel, calls);
    }
    HttpServerCall call = calls.call;
    if (call == null) {
      if (channel.getRequest().getMethod() == null) {
        return null;
      }
      call = HttpServerCall.start(SCOPE, ChannelReader.INSTANCE, channel);
      calls.call = call;
    }
    return call.makeCurrent();
  }

  static void failed(HttpChannel channel, Throwable thrown) {
    JettyCalls calls = ALL.get(channel);
    HttpServerCall call = calls == null ? null : calls.call;
    if (call != null) {
      call.failed(thrown);
    }
  }

  static void aborted(HttpChannel channel, Throwable thrown) {
    JettyCalls calls = ALL.get(channel);
    if (calls != null && calls.call != null && calls.broken == null) {
      calls.broken = thrown;
    }
  }

  static void end(HttpChannel channel) {
    JettyCalls calls = ALL.get(channel);
    if (calls == null) {
      return;
    }
    HttpServerCall call = calls.call;
    if (call != null) {
      MetaData.Response sent = channel.getCommittedMetaData();
      call.responseHeaders(channel, ResponseLines.INSTANCE);
      call.end(sent == null ? 0 : sent.getStatus(), calls.broken);
      calls.call = null;
      calls.broken = null;
    }
  }
}
