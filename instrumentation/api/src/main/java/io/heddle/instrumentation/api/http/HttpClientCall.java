// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import io.heddle.instrumentation.api.metrics.AttributesCache;
import io.heddle.instrumentation.api.metrics.DurationMetric;
import io.heddle.instrumentation.api.trace.LateAttributes;
import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.Tracing;
import io.opentelemetry.api.common.Attributes;
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
public final class HttpClientCall implements LateAttributes {
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

  /** In a context that has a local root of its own, which ends with the call. */
  private static final ContextKey<Boolean> LOCAL_ROOT = ContextKey.named("heddle-http-client-root");

  /** {@code http.request.method} of one that is not known. */
  private static final String OTHER = "_OTHER";

  private static final AtomicIntegerFieldUpdater<HttpClientCall> STATUS =
      AtomicIntegerFieldUpdater.newUpdater(HttpClientCall.class, "status");

  private static final int OPEN = 0;
  private static final int ENDED_WITHOUT_STATUS = -1;

  private @Nullable RecordedSpan span;
  private Context context;
  private volatile String method;
  private final Object url;
  private final @Nullable String address;
  private final int port;
  private long startNanos;

  /** {@link #OPEN}, the code of the response, or {@link #ENDED_WITHOUT_STATUS}. */
  private volatile int status;

  private volatile @Nullable String protocolVersion;
  private @Nullable String error;

  private HttpClientCall(
      Context parent, String method, Object url, @Nullable String address, int port) {
    this.context = parent;
    this.method = method;
    this.url = url;
    this.address = address;
    this.port = port;
  }

  /**
   * Begins a call in the current context.
   *
   * @param scope of the instrumentation
   * @param method as sent
   * @param url absolute, and immutable: it becomes a string, without its secrets, when the span is
   *     exported
   * @param address host of the URL, or null when it has none
   * @param port of the URL, the scheme's own when it names none; below 1 when unknown
   * @return null when the current span is itself an HTTP client's, to whose request this belongs
   */
  public static @Nullable HttpClientCall start(
      InstrumentationScopeInfo scope,
      String method,
      Object url,
      @Nullable String address,
      int port) {
    return start(Context.current(), scope, method, url, address, port);
  }

  /** The same in another context than the current one. */
  public static @Nullable HttpClientCall start(
      Context parent,
      InstrumentationScopeInfo scope,
      String method,
      Object url,
      @Nullable String address,
      int port) {
    if (isInside(parent)) {
      return null;
    }
    HttpClientCall call = new HttpClientCall(parent, method, url, withoutBrackets(address), port);
    String name = HttpSettings.isKnownMethod(method) ? method : "HTTP";
    UrlPatterns patterns = HttpSettings.excludedFromClients();
    boolean excluded = patterns != null && patterns.matches(String.valueOf(call.urlText()));
    RecordedSpan span = excluded ? null : Tracing.begin(parent, scope, name, SpanKind.CLIENT, call);
    if (span == null) {
      Context unrecorded =
          excluded ? Tracing.excluded(parent) : Tracing.unrecorded(parent, SpanKind.CLIENT);
      Context marked =
          unrecorded == parent ? unrecorded : unrecorded.with(LOCAL_ROOT, Boolean.TRUE);
      call.context = marked.with(UNRECORDED, call);
      call.startNanos = System.nanoTime();
    } else {
      call.span = span;
      call.context = span.in(parent);
      call.startNanos = span.startNanoTime();
    }
    HttpExtras extras = HttpSettings.clientExtras();
    if (extras != null) {
      call.context = extras.begun(call.context, call.activeAttributes());
    }
    return call;
  }

  /** Without the method, which may change. */
  private Attributes activeAttributes() {
    Long attribute = port > 0 ? HttpAttributes.port(port) : null;
    return METRIC_ATTRIBUTES.get(null, address, attribute, null, null, null, null);
  }

  @Override
  public void putInto(RecordedSpan recorded) {
    String sent = method;
    if (HttpSettings.isKnownMethod(sent)) {
      recorded.put(HttpAttributes.METHOD, sent);
    } else {
      recorded.put(HttpAttributes.METHOD, OTHER).put(HttpAttributes.METHOD_ORIGINAL, sent);
    }
    recorded.put(HttpAttributes.URL_FULL, urlText());
    recorded.put(HttpAttributes.SERVER_ADDRESS, address);
    if (port > 0) {
      recorded.put(HttpAttributes.SERVER_PORT, (long) port);
    }
    int code = status;
    if (code > 0) {
      recorded.put(HttpAttributes.STATUS_CODE, HttpAttributes.statusCode(code));
    }
    recorded.put(HttpAttributes.PROTOCOL_VERSION, protocolVersion);
    recorded.put(HttpAttributes.ERROR_TYPE, error);
  }

  private @Nullable String urlText() {
    try {
      return UrlRedaction.full(url.toString());
    } catch (Throwable t) {
      // A URL with a stream handler of the application runs its code.
      return null;
    }
  }

  /** A client built on another makes no second span. */
  private static boolean isInside(Context context) {
    Span current = Span.fromContext(context);
    if (current instanceof RecordedSpan) {
      return ((RecordedSpan) current).isOpenFor(HttpClientCall.class);
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
      span.updateName(newMethod);
    }
  }

  /** Tells the headers of the request, of which the settings may name some to record. */
  public <M> void requestHeaders(M request, HttpHeaderLines<M> lines) {
    HttpExtras extras = HttpSettings.clientExtras();
    if (extras != null) {
      extras.request(span, context, request, lines);
    }
  }

  /** The same of the response, before {@link #end}. */
  public <M> void responseHeaders(M response, HttpHeaderLines<M> lines) {
    HttpExtras extras = HttpSettings.clientExtras();
    if (extras != null) {
      extras.response(span, context, response, lines);
    }
  }

  /**
   * Tells that the call began earlier than its {@link #start}.
   *
   * @param nanoTime a reading of {@link System#nanoTime}
   */
  public void beganAt(long nanoTime) {
    startNanos = nanoTime;
    if (span != null) {
      span.beganAt(nanoTime);
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
    return status != OPEN;
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
    boolean answered = HttpAttributes.isStatus(status);
    if (!STATUS.compareAndSet(this, OPEN, answered ? status : ENDED_WITHOUT_STATUS)) {
      return;
    }
    if (failure != null) {
      error = failure.getClass().getName();
    } else if (answered && status >= 400) {
      error = HttpAttributes.statusText(status);
    }
    if (DURATION.isOn()) {
      Attributes attributes = metricAttributes(answered ? status : 0);
      DURATION.record(now - startNanos, attributes, context);
      HttpExtras extras = HttpSettings.clientExtras();
      if (extras != null) {
        extras.ended(context, attributes, activeAttributes());
      }
    }
    if (span == null) {
      if (context.get(LOCAL_ROOT) != null) {
        Tracing.endUnrecorded(context);
      }
      return;
    }
    if (error != null) {
      span.setError();
    }
    if (failure != null) {
      span.recordException(failure);
    }
    span.endAt(now);
  }

  private Attributes metricAttributes(int code) {
    return METRIC_ATTRIBUTES.get(
        HttpSettings.isKnownMethod(method) ? method : OTHER,
        address,
        port > 0 ? HttpAttributes.port(port) : null,
        code > 0 ? HttpAttributes.statusCode(code) : null,
        error,
        protocolVersion,
        null);
  }
}
