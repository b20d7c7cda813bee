// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.asynchttpclient;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.nio.channels.ClosedChannelException;
import java.util.Iterator;
import org.asynchttpclient.Request;
import org.asynchttpclient.netty.NettyResponseFuture;
import org.asynchttpclient.netty.request.NettyRequest;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call, one after the other, known by the library's future of the call. Refers
 * to no future.
 */
final class Attempts {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("async-http-client");
  private static final TextMapSetter<HttpHeaders> SETTER = new HeaderSetter();
  private static final HttpHeaderLines<HttpHeaders> LINES = new Lines();
  private static final int SWITCHING_PROTOCOLS = 101;

  private static final WeakIdentityMap<Object, Attempts> BY_FUTURE = new WeakIdentityMap<>();

  private final Context caller = Context.current();
  private int count;

  /** Null where the request belongs to that of a client built on this one. */
  private volatile @Nullable HttpClientCall call;

  private Attempts() {}

  /** Begins the first attempt, in the current context. */
  static void begun(Object future, Request request) {
    Attempts attempts = new Attempts();
    attempts.begin(request);
    BY_FUTURE.put(future, attempts);
  }

  /** Begins another attempt, unless only a tunnel has been made for the one that there is. */
  static void next(NettyResponseFuture<?> future, Request request) {
    Attempts attempts = BY_FUTURE.get(future);
    if (attempts == null) {
      return;
    }
    HttpClientCall before = attempts.call;
    if (before != null && !before.isEnded()) {
      if (isForTunnel(future)) {
        return;
      }
      before.end(0, connectionLost());
    }
    attempts.count++;
    attempts.begin(request);
  }

  private void begin(Request request) {
    Uri uri = request.getUri();
    HttpClientCall begun =
        HttpClientCall.start(
            caller, SCOPE, request.getMethod(), uri.toUrl(), uri.getHost(), uri.getExplicitPort());
    call = begun;
    if (begun != null) {
      begun.resendCount(count);
    }
  }

  /** What the library sends again for, and tells nobody. */
  private static Throwable connectionLost() {
    ClosedChannelException lost = new ClosedChannelException();
    lost.setStackTrace(new StackTraceElement[0]);
    return lost;
  }

  /** Makes the caller's context current; gives what a scope's end takes. */
  static @Nullable Scope enter(@Nullable Object future) {
    Attempts attempts = future == null ? null : BY_FUTURE.get(future);
    return attempts == null ? null : attempts.caller.makeCurrent();
  }

  /** Adds the propagation headers to what is about to be written, and makes its span current. */
  static @Nullable Scope sending(NettyResponseFuture<?> future) {
    Attempts attempts = BY_FUTURE.get(future);
    HttpClientCall current = attempts == null ? null : attempts.call;
    if (attempts == null || current == null || isForTunnel(future)) {
      return attempts == null ? null : attempts.caller.makeCurrent();
    }
    HttpHeaders headers = future.getNettyRequest().getHttpRequest().headers();
    current.requestHeaders(headers, LINES);
    current.inject(headers, SETTER);
    return current.makeCurrent();
  }

  static void answered(NettyResponseFuture<?> future, HttpResponse response) {
    Attempts attempts = BY_FUTURE.get(future);
    HttpClientCall current = attempts == null ? null : attempts.call;
    int status = response.getStatus().code();
    boolean isFinal = status >= 200 || status == SWITCHING_PROTOCOLS;
    if (current != null && isFinal && !isForTunnel(future)) {
      current.protocolVersion(
          io.heddle.instrumentation.api.http.HttpHeaders.version(
              response.getProtocolVersion().text()));
      current.responseHeaders(response.headers(), LINES);
      current.end(status, null);
    }
  }

  /** Ends the attempt that is under way, if one is. */
  static void ended(Object future, @Nullable Throwable failure) {
    Attempts attempts = BY_FUTURE.get(future);
    HttpClientCall current = attempts == null ? null : attempts.call;
    if (current != null) {
      current.end(0, failure);
    }
  }

  /** A proxy is asked for a tunnel first where there is TLS. */
  private static boolean isForTunnel(NettyResponseFuture<?> future) {
    NettyRequest request = future.getNettyRequest();
    HttpRequest sent = request == null ? null : request.getHttpRequest();
    return sent != null && sent.getMethod().name().equals("CONNECT");
  }

  private static final class Lines implements HttpHeaderLines<HttpHeaders> {
    @Override
    public Iterator<String> lines(HttpHeaders headers, String name) {
      return headers.getAll(name).iterator();
    }
  }

  private static final class HeaderSetter implements TextMapSetter<HttpHeaders> {
    @Override
    public void set(@Nullable HttpHeaders headers, String key, String value) {
      if (headers != null) {
        headers.set(key, value);
      }
    }
  }
}
