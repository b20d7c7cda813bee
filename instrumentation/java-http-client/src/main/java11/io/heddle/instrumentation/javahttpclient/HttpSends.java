// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.instrumentation.api.context.HandOver;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What clients are sending: by the thread that is told to, then by the client's own requests. */
public final class HttpSends {
  /** The innermost call of this thread that has not returned. */
  private static final ThreadLocal<@Nullable HttpSend> CALLED = new ThreadLocal<>();

  private static final HandOver<HttpSend> SENT = new HandOver<>();

  /** By the client's objects that write the head of a request. */
  private static final HandOver<HttpSend> HEADS = new HandOver<>();

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
    if (outer != null && !outer.hasBegun()) {
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
    CALLED.set(send.outer());
    if (thrown != null) {
      send.failed(thrown);
    } else if (future != null && send.isRecorded()) {
      future.whenComplete(send);
    }
    send.returned();
  }

  static void copied(Object copy) {
    HttpSend send = CALLED.get();
    if (send != null && send.copied(copy)) {
      SENT.put(copy, send);
    }
  }

  static void resending(Object answered, HttpRequest next) {
    HttpSend send = SENT.get(answered);
    // One constructor calls the other.
    if (send != null && SENT.get(next) == null) {
      send.resending(next);
      SENT.put(next, send);
    }
  }

  /** The headers to write, or null where they are the request's own. */
  static @Nullable HttpHeaders headers(Object request, HttpHeaders own) {
    HttpSend send = SENT.get(request);
    return send == null ? null : send.headers(own);
  }

  static @Nullable Object makingHead(@Nullable Object request) {
    HttpSend send = request == null ? null : SENT.get(request);
    if (send != null) {
      send.makingHead();
    }
    return send;
  }

  static void madeHead(Object head, @Nullable Object state) {
    HttpSend send = (HttpSend) state;
    if (send != null && send.madeHead()) {
      HEADS.put(head, send);
    }
  }

  /** The bytes to write, or null where they are the head's own. */
  static @Nullable List<ByteBuffer> head(Object head, List<ByteBuffer> own) {
    HttpSend send = HEADS.remove(head);
    return send == null ? null : send.head(own);
  }

  static void answered(Object request, HttpResponse<?> response) {
    HttpSend send = SENT.remove(request);
    if (send != null) {
      send.answered(response);
    }
  }

  static void forget(Object copy) {
    SENT.remove(copy);
  }
}
