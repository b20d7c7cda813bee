// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.instrumentation.api.http.HttpClientAttempts;
import io.heddle.instrumentation.api.http.HttpClientCall;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.client.RoutedRequest;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The calls and the attempts of each. An attempt begins where a connection is asked for, and ends
 * where the request executor has the response's head; the executor begins those that are sent on
 * the same connection.
 */
final class CallAttempts {
  private static final String TARGET = "http.target_host";
  private static final String CONNECT = "CONNECT";

  private CallAttempts() {}

  static Object begin() {
    return HttpClientAttempts.begin();
  }

  /** Begins a call and its first attempt. */
  static Object beginSending(@Nullable HttpHost target, HttpRequest request) {
    HttpClientCall attempt = Requests.start(target, request);
    HttpClientAttempts attempts = HttpClientAttempts.begin();
    if (attempt != null) {
      attempts.sending(attempt);
    }
    return attempts;
  }

  static void end(@Nullable Object attempts) {
    if (attempts != null) {
      ((HttpClientAttempts) attempts).end();
    }
  }

  /** Begins an attempt; null when it has no span. */
  static @Nullable Object connecting(HttpRoute route, HttpRequest request, HttpContext context) {
    HttpHost target = (HttpHost) context.getAttribute(TARGET);
    HttpClientCall attempt =
        Requests.start(target == null ? route.getTargetHost() : target, request);
    if (attempt == null) {
      return null;
    }
    HttpClientAttempts attempts = HttpClientAttempts.currentOrSingle();
    attempts.sending(attempt);
    return attempts;
  }

  /** Begins the attempt that follows a redirect, or authenticates. */
  static void following(HttpResponse response, @Nullable RoutedRequest next) {
    HttpClientAttempts attempts = HttpClientAttempts.current();
    if (next == null || attempts == null) {
      return;
    }
    // An executor of the application's own may not have told the end.
    sent(attempts, response, null);
    HttpClientCall attempt = Requests.start(next.getRoute().getTargetHost(), next.getRequest());
    if (attempt != null) {
      attempts.sending(attempt);
    }
  }

  /** Gives what {@link #sent} takes, or null for a request that has no span. */
  static @Nullable Object sending(HttpRequest request, HttpContext context) {
    HttpClientAttempts attempts = HttpClientAttempts.current();
    if (attempts == null || Requests.method(request).equals(CONNECT)) {
      return null;
    }
    if (HttpClientAttempts.currentAttempt() == null) {
      HttpClientCall resent = Requests.start((HttpHost) context.getAttribute(TARGET), request);
      if (resent == null) {
        return null;
      }
      attempts.sending(resent);
    }
    return attempts;
  }

  /** The request as it is to be written, or null for as it is. */
  static @Nullable HttpRequest withHeaders(HttpRequest request) {
    HttpClientCall attempt = HttpClientAttempts.currentAttempt();
    return attempt == null || Requests.method(request).equals(CONNECT)
        ? null
        : Requests.withHeaders(request, attempt);
  }

  static void sent(
      @Nullable Object attempts, @Nullable HttpResponse response, @Nullable Throwable thrown) {
    HttpClientCall attempt = attempts == null ? null : ((HttpClientAttempts) attempts).sent();
    if (attempt != null) {
      Requests.end(attempt, response, thrown);
    }
  }
}
