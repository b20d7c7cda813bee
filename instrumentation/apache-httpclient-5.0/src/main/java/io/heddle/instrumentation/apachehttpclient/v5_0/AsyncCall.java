// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.http.HttpClientCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One call of a client that does not block, and its attempts: one after the other, each on
 * whichever thread.
 */
final class AsyncCall {
  private final Context caller;
  private int count;
  private @Nullable HttpClientCall attempt;

  AsyncCall(Context caller) {
    this.caller = caller;
  }

  /** Begins the next attempt; null when it has no span. */
  synchronized @Nullable HttpClientCall sending(HttpHost target, HttpRequest request) {
    attempt = Requests.start(caller, target, request);
    if (attempt != null) {
      attempt.resendCount(count++);
    }
    return attempt;
  }

  synchronized @Nullable HttpClientCall attempt() {
    return attempt;
  }

  /** Makes the context of the caller current, for code of the application. */
  Scope enter() {
    return caller.makeCurrent();
  }
}
