// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.context.HandOver;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientRequest;

/**
 * The attempts to send what one subscriber asked for, one after the other: redirects and retries
 * send again. Known by the library's handler, of which there is one for each subscriber, and by the
 * operations of a connection while an attempt has one. Refers to the handler.
 */
final class Attempts extends WeakReference<Object> {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("reactor-netty");
  private static final TextMapSetter<HttpClientRequest> SETTER = new HeaderSetter();
  private static final HttpHeaderLines<HttpHeaders> LINES = new Lines();
  private static final int SWITCHING_PROTOCOLS = 101;

  private static final HandOver<Attempts> BY_HANDLER = new HandOver<>();
  private static final HandOver<Attempts> BY_OPERATIONS = new HandOver<>();

  private final Context parent = Context.current();
  private int count;
  private volatile @Nullable HttpClientCall call;

  private Attempts(Object handler) {
    super(handler);
  }

  /** Begins the first attempt, in the current context. */
  static void subscribed(Object handler) {
    Attempts attempts = new Attempts(handler);
    if (attempts.begin(handler)) {
      BY_HANDLER.put(handler, attempts);
    }
  }

  /** False where this is done for a request that is an attempt of another client. */
  private boolean begin(Object handler) {
    HandlerText text = HandlerText.of(handler.toString());
    HttpClientCall begun =
        HttpClientCall.start(parent, SCOPE, text.method, text.url, text.address(), text.port());
    call = begun;
    if (begun == null) {
      return false;
    }
    begun.resendCount(count);
    return true;
  }

  /** Tells the connection that the current attempt has. */
  static void connected(Object handler, Object operations) {
    Attempts attempts = BY_HANDLER.get(handler);
    if (attempts != null) {
      BY_OPERATIONS.replace(operations, attempts);
    }
  }

  /** Operations of another kind go on with the connection. */
  static void upgraded(Object replaced, Object operations) {
    Attempts attempts = BY_OPERATIONS.remove(replaced);
    if (attempts != null) {
      BY_OPERATIONS.put(operations, attempts);
    }
  }

  /**
   * Makes the attempt's context current for sending it; forgets one whose response goes to the
   * subscriber.
   */
  static @Nullable Scope changed(Object connection) {
    Attempts attempts = BY_OPERATIONS.get(connection);
    HttpClientCall current = attempts == null ? null : attempts.call;
    if (attempts == null || current == null) {
      return null;
    }
    if (!current.isEnded()) {
      return current.makeCurrent();
    }
    attempts.forget(connection);
    return null;
  }

  private void forget(Object operations) {
    BY_OPERATIONS.remove(operations);
    Object handler = get();
    if (handler != null) {
      BY_HANDLER.remove(handler);
    }
  }

  /** Adds the propagation headers to what is about to be written. */
  static void sending(HttpClientRequest operations) {
    Attempts attempts = BY_OPERATIONS.get(operations);
    HttpClientCall current = attempts == null ? null : attempts.call;
    if (current != null) {
      current.requestHeaders(operations.requestHeaders(), LINES);
      current.inject(operations, SETTER);
    }
  }

  static void received(HttpClientRequest operations, Object message) {
    if (!(message instanceof HttpResponse)) {
      return;
    }
    HttpResponse response = (HttpResponse) message;
    int status = response.status().code();
    boolean isFinal = status >= 200 || status == SWITCHING_PROTOCOLS;
    Attempts attempts = BY_OPERATIONS.get(operations);
    HttpClientCall current = attempts == null ? null : attempts.call;
    if (current != null && isFinal && response.decoderResult().isSuccess()) {
      current.protocolVersion(
          io.heddle.instrumentation.api.http.HttpHeaders.version(operations.version().text()));
      current.responseHeaders(response.headers(), LINES);
      current.end(status, null);
    }
  }

  /** A subscriber that leaves has not failed. */
  static void cancelled(Object operations) {
    Attempts attempts = BY_OPERATIONS.get(operations);
    HttpClientCall current = attempts == null ? null : attempts.call;
    if (attempts != null && current != null) {
      current.end(0, null);
      attempts.forget(operations);
    }
  }

  /** An attempt has failed, or was answered by a redirect; there may be another. */
  static void failed(Object handler, @Nullable Throwable thrown, boolean again) {
    Attempts attempts = BY_HANDLER.get(handler);
    HttpClientCall current = attempts == null ? null : attempts.call;
    if (attempts == null || current == null) {
      return;
    }
    current.end(0, thrown);
    attempts.count++;
    if (!again || !attempts.begin(handler)) {
      BY_HANDLER.remove(handler);
    }
  }

  private static final class Lines implements HttpHeaderLines<HttpHeaders> {
    @Override
    public Iterator<String> lines(HttpHeaders headers, String name) {
      return headers.getAll(name).iterator();
    }
  }

  private static final class HeaderSetter implements TextMapSetter<HttpClientRequest> {
    @Override
    public void set(@Nullable HttpClientRequest request, String key, String value) {
      if (request != null) {
        request.requestHeaders().set(key, value);
      }
    }
  }
}
