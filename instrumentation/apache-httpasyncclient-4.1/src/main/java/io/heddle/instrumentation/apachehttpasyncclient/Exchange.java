// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpasyncclient;

import io.heddle.instrumentation.api.http.HttpClientCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** One call, and its attempts: one after the other, each on whichever thread. */
final class Exchange {
  private final Context caller = Context.current();
  private @Nullable HttpHost target;
  private int count;
  private @Nullable HttpClientCall attempt;
  private boolean tunnel;

  /** Makes the context of the caller current, for code of the application. */
  Scope enter() {
    return caller.makeCurrent();
  }

  /** Begins an attempt, before it has a connection. */
  synchronized void sending(@Nullable HttpHost to, HttpRequest request) {
    target = to;
    attempt = Requests.start(caller, to, request);
    if (attempt != null) {
      attempt.resendCount(count++);
    }
  }

  /** The request as it is to be written, or null for as it is. */
  synchronized @Nullable HttpRequest generated(HttpRequest request) {
    tunnel = request.getRequestLine().getMethod().equals("CONNECT");
    if (tunnel) {
      return null;
    }
    if (attempt == null || attempt.isEnded()) {
      sending(target, Requests.original(request));
    }
    return attempt == null ? null : Requests.withHeaders(request, attempt);
  }

  synchronized void answered(HttpResponse response) {
    if (attempt != null && !tunnel) {
      Requests.answered(attempt, response);
    }
  }

  /**
   * Ends the attempt that is under way, if one is.
   *
   * @param failure null when the call is cancelled
   */
  synchronized void ended(@Nullable Throwable failure) {
    if (attempt != null) {
      attempt.end(0, failure);
    }
  }
}
