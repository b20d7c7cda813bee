// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.instrumentation.api.WeakIdentityMap;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What clients are sending: by the thread that is told to, then by the client's own requests. */
public final class HttpSends {
  /** The innermost call of this thread that has not returned. */
  private static final ThreadLocal<@Nullable HttpSend> CALLED = new ThreadLocal<>();

  private static final WeakIdentityMap<Object, HttpAttempts> SENT = new WeakIdentityMap<>();

  private HttpSends() {}

  static Object enter() {
    HttpSend send = new HttpSend(CALLED.get());
    CALLED.set(send);
    return send;
  }

  /** Gives what {@link #exit} takes, or null when that is left to the {@code send} around it. */
  static @Nullable Object begin(@Nullable HttpRequest request) {
    if (request == null) {
      return null;
    }
    HttpSend outer = CALLED.get();
    if (outer != null && !outer.begun) {
      outer.begin(request);
      return null;
    }
    HttpSend send = new HttpSend(outer);
    send.begin(request);
    CALLED.set(send);
    return send;
  }

  static void exit(
      @Nullable Object state, @Nullable CompletableFuture<?> future, @Nullable Throwable thrown) {
    HttpSend send = (HttpSend) state;
    if (send == null) {
      return;
    }
    CALLED.set(send.outer);
    if (thrown != null) {
      send.failed(thrown);
    } else if (future != null && send.attempts != null) {
      future.whenComplete(send);
    }
  }

  static void copied(Object copy) {
    HttpSend send = CALLED.get();
    if (send != null && send.attempts != null && send.copy == null) {
      send.copy = copy;
      SENT.put(copy, send.attempts);
    }
  }

  static void resending(Object answered, HttpRequest next) {
    HttpAttempts attempts = SENT.get(answered);
    // One constructor calls the other.
    if (attempts != null && SENT.get(next) == null) {
      attempts.resending(next);
      SENT.put(next, attempts);
    }
  }

  /** The headers to write, or null where they are the request's own. */
  static @Nullable HttpHeaders headers(Object request, HttpHeaders own) {
    HttpAttempts attempts = SENT.get(request);
    return attempts == null ? null : attempts.headers(own);
  }

  static void answered(Object request, HttpResponse<?> response) {
    HttpAttempts attempts = SENT.remove(request);
    if (attempts != null) {
      attempts.answered(response);
    }
  }

  static void forget(Object copy) {
    SENT.remove(copy);
  }
}
