// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.http.HttpClientAttempts;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.opentelemetry.context.Context;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** The calls of clients that block, and the attempts of each. */
final class ClassicAttempts {
  private ClassicAttempts() {}

  static Object begin() {
    return HttpClientAttempts.begin();
  }

  static void end(@Nullable Object attempts) {
    if (attempts != null) {
      ((HttpClientAttempts) attempts).end();
    }
  }

  /** Begins a call that is one attempt. */
  static Object beginSending(@Nullable HttpHost target, ClassicHttpRequest request) {
    HttpClientCall attempt = Requests.start(Context.current(), target, request);
    HttpClientAttempts attempts = HttpClientAttempts.begin();
    if (attempt != null) {
      attempts.sending(attempt);
    }
    return attempts;
  }

  /** Begins an attempt; null when it has no span. */
  static @Nullable Object sending(HttpHost target, ClassicHttpRequest request) {
    HttpClientCall attempt = Requests.start(Context.current(), target, request);
    if (attempt == null) {
      return null;
    }
    HttpClientAttempts attempts = HttpClientAttempts.currentOrSingle();
    attempts.sending(attempt);
    return attempts;
  }

  static void sent(
      @Nullable Object attempts,
      @Nullable ClassicHttpResponse response,
      @Nullable Throwable thrown) {
    HttpClientCall attempt = attempts == null ? null : ((HttpClientAttempts) attempts).sent();
    if (attempt != null) {
      Requests.end(attempt, response, thrown);
    }
  }

  /** The request as it is to be written, or null for as it is. */
  static @Nullable ClassicHttpRequest withHeaders(ClassicHttpRequest request) {
    HttpClientCall attempt = HttpClientAttempts.currentAttempt();
    return attempt == null || Requests.isTunnel(request)
        ? null
        : Requests.withHeaders(request, attempt);
  }
}
