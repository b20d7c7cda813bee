// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.context.HandOver;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The requests that have a connection. A redirect is followed by another request. */
final class ClientRequests {
  static final InstrumentationScopeInfo SCOPE = Scopes.of("vertx-http-client");

  private static final TextMapSetter<MultiMap> SETTER = new HeaderSetter();
  private static final HttpHeaderLines<MultiMap> LINES = new Lines();
  private static final int SWITCHING_PROTOCOLS = 101;

  private static final HandOver<Sent> SENT = new HandOver<>();

  /** By the headers, which are what a connection knows of a request. */
  private static final HandOver<HttpClientCall> BY_HEADERS = new HandOver<>();

  private ClientRequests() {}

  /** Begins a request with its head, in the current context. */
  static void writing(HttpClientRequest request, boolean end) {
    Sent sent = SENT.get(request);
    if (sent == null) {
      if (request.response().isComplete()) {
        // The rest of a body whose answer did not wait for it.
        return;
      }
      sent = new Sent(0);
      SENT.put(request, sent);
    }
    if (sent.parent == null) {
      sent.begin(request);
    }
    sent.written = end;
  }

  /** Makes the context current in which the connection writes a request. */
  static @Nullable Scope sending(@Nullable MultiMap headers) {
    HttpClientCall call = headers == null ? null : BY_HEADERS.remove(headers);
    return call == null ? null : call.makeCurrent();
  }

  static @Nullable Scope answered(HttpClientRequest request, HttpClientResponse response) {
    Sent sent = SENT.get(request);
    if (sent == null) {
      return null;
    }
    HttpClientCall call = sent.call;
    int status = response.statusCode();
    if (call != null && (status >= 200 || status == SWITCHING_PROTOCOLS)) {
      BY_HEADERS.remove(request.headers());
      call.protocolVersion(version(response.version()));
      call.responseHeaders(response.headers(), LINES);
      call.end(status, null);
    }
    return sent.parentCurrent();
  }

  /** Tells the request that is sent instead which one it follows. */
  static void redirected(HttpClientRequest request, HttpClientRequest next) {
    Sent sent = SENT.get(request);
    if (sent != null) {
      sent.forget(request);
      SENT.put(next, new Sent(sent.count + 1));
    }
  }

  static @Nullable Scope failed(HttpClientRequest request, @Nullable Throwable thrown) {
    Sent sent = SENT.get(request);
    if (sent == null) {
      return null;
    }
    if (sent.call != null) {
      BY_HEADERS.remove(request.headers());
      sent.call.end(0, thrown);
    }
    return sent.parentCurrent();
  }

  /** Makes the context of whoever sent a request current. */
  static @Nullable Scope handling(HttpClientRequest request) {
    Sent sent = SENT.get(request);
    return sent == null ? null : sent.parentCurrent();
  }

  /** The same with the end of the response, after which the request is forgotten. */
  static @Nullable Scope ended(HttpClientRequest request) {
    Sent sent = SENT.get(request);
    if (sent == null) {
      return null;
    }
    if (request.response().isComplete()) {
      // Else it is a redirect.
      sent.forget(request);
    }
    return sent.parentCurrent();
  }

  private static String version(HttpVersion version) {
    if (version == HttpVersion.HTTP_1_1) {
      return "1.1";
    }
    if (version == HttpVersion.HTTP_2) {
      return "2";
    }
    return version.name().equals("HTTP_3") ? "3" : "1.0"; // HTTP/3 was added in 5.1
  }

  /** What is known of a request. Does not refer to it. */
  private static final class Sent {
    /** Requests that were redirected before this one. */
    final int count;

    /** Null until the head is written. */
    volatile @Nullable Context parent;

    /** Null where the request belongs to that of another client. */
    volatile @Nullable HttpClientCall call;

    /** Whether there is no more to write. */
    volatile boolean written;

    Sent(int count) {
      this.count = count;
    }

    void begin(HttpClientRequest request) {
      Context current = Context.current();
      parent = current;
      HttpMethod method = request.getMethod();
      if (method.equals(HttpMethod.CONNECT)) {
        // For a tunnel that others will go through.
        return;
      }
      SentUrl url = new SentUrl(request.absoluteURI(), request.getURI());
      HttpClientCall begun =
          HttpClientCall.start(current, SCOPE, method.name(), url, url.address(), url.port());
      if (begun != null) {
        call = begun;
        begun.resendCount(count);
        MultiMap headers = request.headers();
        begun.requestHeaders(headers, LINES);
        begun.inject(headers, SETTER);
        BY_HEADERS.put(headers, begun);
      }
    }

    /** Not before it is written, which would begin it once more. */
    void forget(HttpClientRequest request) {
      if (written) {
        SENT.remove(request);
      }
    }

    @Nullable Scope parentCurrent() {
      Context context = parent;
      return context == null ? null : context.makeCurrent();
    }
  }

  private static final class Lines implements HttpHeaderLines<MultiMap> {
    @Override
    public Iterator<String> lines(MultiMap headers, String name) {
      return headers.getAll(name).iterator();
    }
  }

  private static final class HeaderSetter implements TextMapSetter<MultiMap> {
    @Override
    public void set(@Nullable MultiMap headers, String key, String value) {
      if (headers != null) {
        headers.set(key, value);
      }
    }
  }
}
