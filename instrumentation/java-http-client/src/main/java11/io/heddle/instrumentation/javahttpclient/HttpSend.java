// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.heddle.instrumentation.api.trace.Tracing;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code send} or {@code sendAsync}, and the requests that it sends, one after the
 * other: redirects and authentication send more than one, and each has a span. Sending the same
 * request again on another connection does not begin a new one. Told when the future of {@code
 * sendAsync} completes. Once the call has returned it refers to no request. Thread-safe.
 */
final class HttpSend implements BiConsumer<Object, Throwable> {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("java-http-client");
  private static final HttpHeaderLines<HttpHeaders> LINES = new Lines();

  /** The call on the same thread inside of which this one is made, by a proxy selector. */
  private @Nullable HttpSend outer;

  /** The client's copy of the application's request. */
  private @Nullable Object copy;

  private boolean begun;
  private @Nullable Context parent;

  /** Null when the request is another client's. */
  private @Nullable HttpClientCall call;

  private int resends;
  private boolean failed;
  private @Nullable Next next;

  /** Whether the user's headers will next be asked for by the head of an HTTP/1 request. */
  private boolean makingHead;

  /** Whether that head has none of the propagation headers yet. */
  private boolean headWithout;

  private @Nullable AllHeaders headers;

  HttpSend(@Nullable HttpSend outer) {
    this.outer = outer;
  }

  boolean hasBegun() {
    return begun;
  }

  synchronized void begin(HttpRequest request) {
    begun = true;
    Context current = Context.current();
    parent = current;
    call = begin(current, request.method(), request.uri(), request.headers());
  }

  private static @Nullable HttpClientCall begin(
      Context parent, String method, URI uri, HttpHeaders headers) {
    int port = uri.getPort();
    if (port < 0) {
      port = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
    HttpClientCall call = HttpClientCall.start(parent, SCOPE, method, uri, uri.getHost(), port);
    if (call != null) {
      call.requestHeaders(headers, LINES);
    }
    return call;
  }

  /** Tells the client's copy of the request; false when there is nothing to remember about it. */
  boolean copied(Object made) {
    if (call == null || copy != null) {
      return false;
    }
    copy = made;
    return true;
  }

  @Nullable HttpSend outer() {
    return outer;
  }

  /** The call has returned: what is still to be told does not need these. */
  void returned() {
    outer = null;
    copy = null;
  }

  boolean isRecorded() {
    return call != null;
  }

  synchronized void makingHead() {
    makingHead = true;
  }

  /** Whether {@link #head} is to be called. */
  synchronized boolean madeHead() {
    makingHead = false;
    boolean without = headWithout;
    headWithout = false;
    return without;
  }

  /** The headers to write, or null for the request's own. */
  synchronized @Nullable HttpHeaders headers(HttpHeaders own) {
    HttpClientCall current = call;
    if (current == null) {
      return null;
    }
    if (makingHead && !hasPropagationHeaders(own)) {
      headWithout = true;
      return null;
    }
    AllHeaders known = headers;
    if (known == null || known.own != own) {
      known = new AllHeaders(own, current);
      headers = known;
    }
    return known.all;
  }

  private static boolean hasPropagationHeaders(HttpHeaders own) {
    if (own.map().isEmpty()) {
      return false;
    }
    for (String name : Tracing.propagator().fields()) {
      if (own.firstValue(name).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The head of an HTTP/1 request with the propagation headers, or null for its own bytes: one
   * buffer, on Java 11 to 25, which ends with an empty line.
   */
  synchronized @Nullable List<ByteBuffer> head(List<ByteBuffer> own) {
    HttpClientCall current = call;
    if (current == null || own.size() != 1) {
      return null;
    }
    HeaderLines lines = new HeaderLines();
    current.inject(lines, HeaderLines.SETTER);
    if (lines.isEmpty()) {
      return null;
    }
    ByteBuffer head = own.get(0);
    head.limit(head.limit() - 2);
    return List.of(head, lines.endOfHead());
  }

  /** The client will send this once the response to the current request is dealt with. */
  synchronized void resending(HttpRequest request) {
    next = new Next(request.method(), request.uri(), request.headers());
  }

  synchronized void answered(HttpResponse<?> response) {
    HttpClientCall current = call;
    if (current == null) {
      return;
    }
    current.protocolVersion(version(response.version()));
    current.responseHeaders(response.headers(), LINES);
    current.end(response.statusCode(), null);
    Next following = next;
    if (following == null || parent == null || failed) {
      return;
    }
    next = null;
    HttpClientCall resend = begin(parent, following.method, following.uri, following.headers);
    if (resend != null) {
      resend.resendCount(++resends);
      call = resend;
      headers = null;
    }
  }

  @Override
  public void accept(@Nullable Object response, @Nullable Throwable failure) {
    if (failure != null) {
      failed(failure);
    }
  }

  void failed(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    end(wrapper && cause != null ? cause : failure);
    Object failedCopy = copy;
    if (failedCopy != null) {
      HttpSends.forget(failedCopy);
    }
  }

  private synchronized void end(Throwable failure) {
    failed = true;
    if (call != null) {
      // A call that its caller cancels has not failed.
      call.end(0, failure instanceof CancellationException ? null : failure);
    }
  }

  private static @Nullable String version(HttpClient.Version version) {
    switch (version.name()) {
      case "HTTP_1_1":
        return "1.1";
      case "HTTP_2":
        return "2";
      case "HTTP_3": // added in 26
        return "3";
      default:
        return null;
    }
  }

  /** What is sent after the current request. */
  private static final class Next {
    final String method;
    final URI uri;
    final HttpHeaders headers;

    Next(String method, URI uri, HttpHeaders headers) {
      this.method = method;
      this.uri = uri;
      this.headers = headers;
    }
  }

  private static final class Lines implements HttpHeaderLines<HttpHeaders> {
    @Override
    public Iterator<String> lines(HttpHeaders headers, String name) {
      return headers.allValues(name).iterator();
    }
  }
}
