// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import io.heddle.instrumentation.api.metrics.AttributesCache;
import io.heddle.instrumentation.api.metrics.DurationMetric;
import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as its client sees it: the CLIENT span, the injected headers and the duration
 * metric. State of an advice from enter to exit.
 *
 * <p>Begin with {@link #start}, inject, make current for the duration of calls into the library,
 * and {@link #end} once; further ends do nothing. {@code end} may be called on any thread.
 */
public final class HttpClientCall {
  private static final DurationMetric DURATION =
      DurationMetric.of(
          "http.client.request.duration",
          "Duration of HTTP client requests.",
          HttpAttributes.BUCKETS);
  private static final AttributesCache METRIC_ATTRIBUTES =
      new AttributesCache(
          HttpAttributes.METHOD,
          HttpAttributes.SERVER_ADDRESS,
          HttpAttributes.SERVER_PORT,
          HttpAttributes.STATUS_CODE,
          HttpAttributes.ERROR_TYPE,
          HttpAttributes.PROTOCOL_VERSION);

  /** Marks the context of a call whose span is not recorded. */
  private static final ContextKey<HttpClientCall> UNRECORDED =
      ContextKey.named("heddle-http-client");

  private static final AtomicIntegerFieldUpdater<HttpClientCall> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(HttpClientCall.class, "ended");

  private final @Nullable RecordedSpan span;
  private final Context context;
  private volatile String method;
  private final @Nullable String address;
  private final @Nullable Long port;
  private final long startNanos;
  private volatile int ended;
  private volatile @Nullable String protocolVersion;

  private HttpClientCall(
      @Nullable RecordedSpan span,
      Context context,
      String method,
      @Nullable String address,
      @Nullable Long port,
      long startNanos) {
    this.span = span;
    this.method = method;
    this.address = address;
    this.port = port;
    this.startNanos = startNanos;
    this.context = span == null ? context.with(UNRECORDED, this) : context;
  }

  /**
   * Begins a call in the current context.
   *
   * @param scope of the instrumentation
   * @param method as sent
   * @param url absolute; recorded without its secrets
   * @param address host of the URL, or null when it has none
   * @param port of the URL, the scheme's own when it names none; below 1 when unknown
   * @return null when the current span is itself an HTTP client's, to whose request this belongs
   */
  public static @Nullable HttpClientCall start(
      InstrumentationScopeInfo scope,
      String method,
      String url,
      @Nullable String address,
      int port) {
    return start(Context.current(), scope, method, url, address, port);
  }

  /** The same in another context than the current one. */
  public static @Nullable HttpClientCall start(
      Context parent,
      InstrumentationScopeInfo scope,
      String method,
      String url,
      @Nullable String address,
      int port) {
    if (isInside(parent)) {
      return null;
    }
    String host = withoutBrackets(address);
    boolean known = HttpSettings.isKnownMethod(method);
    String recordedMethod = known ? method : "_OTHER";
    Long portValue = port > 0 ? Long.valueOf(port) : null;
    RecordedSpan span =
        Tracing.begin(parent, scope, known ? method : "HTTP", SpanKind.CLIENT, DURATION);
    if (span == null) {
      Context unrecorded = Tracing.unrecorded(parent);
      return new HttpClientCall(
          null, unrecorded, recordedMethod, host, portValue, System.nanoTime());
    }
    span.put(HttpAttributes.METHOD, recordedMethod);
    if (!known) {
      span.put(HttpAttributes.METHOD_ORIGINAL, method);
    }
    span.put(HttpAttributes.URL_FULL, UrlRedaction.full(url));
    span.put(HttpAttributes.SERVER_ADDRESS, host);
    span.put(HttpAttributes.SERVER_PORT, portValue);
    return new HttpClientCall(
        span, span.in(parent), recordedMethod, host, portValue, span.startNanoTime());
  }

  /** A client built on another makes no second span. */
  private static boolean isInside(Context context) {
    Span current = Span.fromContext(context);
    if (current instanceof RecordedSpan) {
      return ((RecordedSpan) current).isOpenFor(DURATION);
    }
    HttpClientCall outer = context.get(UNRECORDED);
    return outer != null && !outer.isEnded();
  }

  /** URLs have an IPv6 address in brackets; {@code server.address} is the address alone. */
  private static @Nullable String withoutBrackets(@Nullable String address) {
    return address != null && address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  /** Writes the propagation headers of this call. */
  public <C> void inject(C carrier, TextMapSetter<C> setter) {
    Tracing.propagator().inject(context, carrier, setter);
  }

  /** Makes the call's span current; the caller closes the scope on the same thread. */
  public Scope makeCurrent() {
    return context.makeCurrent();
  }

  /** The context in which the request is sent. */
  public Context context() {
    return context;
  }

  /**
   * Tells that the request is sent by another method than it began with.
   *
   * @param newMethod one that is always known
   */
  public void method(String newMethod) {
    method = newMethod;
    if (span != null) {
      span.setAttribute(HttpAttributes.METHOD, newMethod);
      span.updateName(newMethod);
    }
  }

  /** Tells which attempt this is: 1 for the first resend. */
  public void resendCount(int count) {
    if (span != null && count > 0) {
      span.setAttribute(HttpAttributes.RESEND_COUNT, (long) count);
    }
  }

  /**
   * Tells the negotiated protocol.
   *
   * @param version {@code 1.0}, {@code 1.1}, {@code 2} or {@code 3}
   */
  public void protocolVersion(@Nullable String version) {
    protocolVersion = version;
  }

  /** Whether {@link #end} was called. */
  public boolean isEnded() {
    return ended != 0;
  }

  /**
   * Ends the call.
   *
   * @param status code of the response, or anything below 100 when there was none
   * @param failure what ended the call instead of, or after, a response
   */
  public void end(int status, @Nullable Throwable failure) {
    endAt(System.nanoTime(), status, failure);
  }

  /**
   * Ends the call as of an earlier time.
   *
   * @param now a reading of {@link System#nanoTime}
   * @param status code of the response, or anything below 100 when there was none
   * @param failure what ended the call instead of, or after, a response
   */
  public void endAt(long now, int status, @Nullable Throwable failure) {
    if (!ENDED.compareAndSet(this, 0, 1)) {
      return;
    }
    boolean answered = HttpAttributes.isStatus(status);
    String error = null;
    if (failure != null) {
      error = failure.getClass().getName();
    } else if (answered && status >= 400) {
      error = HttpAttributes.statusText(status);
    }
    String version = protocolVersion;
    Long statusCode = answered ? HttpAttributes.statusCode(status) : null;
    if (DURATION.isOn()) {
      DURATION.record(
          now - startNanos,
          METRIC_ATTRIBUTES.get(method, address, port, statusCode, error, version, null),
          context);
    }
    if (span == null) {
      return;
    }
    span.setAttribute(HttpAttributes.STATUS_CODE, statusCode);
    span.setAttribute(HttpAttributes.PROTOCOL_VERSION, version);
    if (error != null) {
      span.setAttribute(HttpAttributes.ERROR_TYPE, error);
      span.setError();
    }
    if (failure != null) {
      span.recordException(failure);
    }
    span.endAt(now);
  }
}
