// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.opentelemetry.context.Scope;
import java.net.HttpURLConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The request of one connection object, which it does not refer to. True while a call into the
 * connection is going on: the calls that it makes to itself, and those of other threads, are none
 * of its own.
 */
final class UrlRequest extends AtomicBoolean implements WeakIdentityMap.Abandoned {
  private static final long serialVersionUID = 1L;

  /** Null once ended, and from the start when the request is another client's. */
  private transient volatile @Nullable HttpClientCall call;

  private transient @Nullable Scope scope;
  private transient volatile long leftNanos;

  UrlRequest(@Nullable HttpClientCall call) {
    this.call = call;
  }

  /** Makes the span current for a call into the connection; false when there is nothing to do. */
  boolean enter() {
    HttpClientCall current = call;
    if (current == null || !compareAndSet(false, true)) {
      return false;
    }
    scope = current.makeCurrent();
    return true;
  }

  /** Ends what {@link #enter} began, on the same thread. */
  void leave() {
    Scope open = scope;
    scope = null;
    leftNanos = System.nanoTime();
    set(false);
    if (open != null) {
      open.close();
    }
  }

  /** The request is sent by POST after all. */
  void becomesPost() {
    HttpClientCall current = call;
    if (current != null) {
      current.method("POST");
    }
  }

  void responseHeaders(HttpURLConnection connection, HttpHeaderLines<HttpURLConnection> lines) {
    HttpClientCall current = call;
    if (current != null) {
      current.responseHeaders(connection, lines);
    }
  }

  void end(int status, @Nullable String protocolVersion, @Nullable Throwable failure) {
    HttpClientCall current = call;
    if (current != null) {
      call = null;
      current.protocolVersion(protocolVersion);
      current.end(status, failure);
    }
  }

  /** The connection was dropped without a question for its response. */
  @Override
  public void abandoned() {
    HttpClientCall current = call;
    if (current != null) {
      call = null;
      current.endAt(leftNanos, 0, null);
    }
  }
}
