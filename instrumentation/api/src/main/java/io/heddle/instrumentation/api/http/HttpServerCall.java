// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import io.heddle.instrumentation.api.metrics.AttributesCache;
import io.heddle.instrumentation.api.metrics.DurationMetric;
import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.Tracing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as its server sees it: the SERVER span in the trace of the client, and the
 * duration metric. State of an advice from enter to exit, and kept with the request while it is
 * handled asynchronously.
 *
 * <p>{@link #end} counts once and may be called on any thread.
 */
public final class HttpServerCall {
  private static final DurationMetric DURATION =
      DurationMetric.of(
          "http.server.request.duration",
          "Duration of HTTP server requests.",
          HttpAttributes.BUCKETS);
  private static final AttributesCache METRIC_ATTRIBUTES =
      new AttributesCache(
          HttpAttributes.METHOD,
          HttpAttributes.URL_SCHEME,
          HttpAttributes.ROUTE,
          HttpAttributes.STATUS_CODE,
          HttpAttributes.ERROR_TYPE,
          HttpAttributes.PROTOCOL_VERSION);
  private static final ContextKey<HttpServerCall> CURRENT = ContextKey.named("heddle-http-server");

  private final @Nullable RecordedSpan span;
  private final Context context;
  private final String method;
  private final String scheme;
  private final @Nullable String protocolVersion;
  private final long startNanos;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable String route;
  private volatile boolean routeKept;
  private volatile boolean upgrading;
  private volatile @Nullable Throwable failure;

  private <R> HttpServerCall(
      @Nullable RecordedSpan span,
      Context parent,
      HttpServerRequest<R> reader,
      R request,
      String method,
      String scheme,
      @Nullable String protocolVersion,
      long startNanos) {
    this.span = span;
    this.method = method;
    this.scheme = scheme;
    this.protocolVersion = protocolVersion;
    this.startNanos = startNanos;
    Context marked = parent.with(CURRENT, this);
    Context own = span == null ? marked : span.in(marked);
    HttpExtras extras = HttpSettings.serverExtras();
    if (extras != null) {
      own = extras.begun(own, activeAttributes());
      extras.request(span, own, request, reader);
    }
    context = own;
  }

  private Attributes activeAttributes() {
    return METRIC_ATTRIBUTES.get(method, scheme, null, null, null, null, null);
  }

  /** The call that the current context belongs to, or null. */
  public static @Nullable HttpServerCall current() {
    return Context.current().get(CURRENT);
  }

  /**
   * The call that the current context belongs to, if it is still {@link #isUpgrading}: its answer
   * is the caller's from now on. Else null.
   */
  public static @Nullable HttpServerCall upgraded() {
    HttpServerCall call = current();
    if (call == null || !call.upgrading) {
      return null;
    }
    call.upgrading = false;
    return call;
  }

  /** Tells that the answer will come by the protocol that the connection has changed to. */
  public void upgrading() {
    upgrading = true;
  }

  /** Whether nobody has taken the call that was told {@link #upgrading}. */
  public boolean isUpgrading() {
    return upgrading;
  }

  /** Begins a call: in the trace that the request's headers name, else in a new one. */
  public static <R> HttpServerCall start(
      InstrumentationScopeInfo scope, HttpServerRequest<R> reader, R request) {
    String received = reader.method(request);
    boolean known = HttpSettings.isKnownMethod(received);
    String method = known ? received : "_OTHER";
    String version = reader.protocolVersion(request);
    String scheme = ForwardedHeaders.scheme(reader, request);
    Context parent = Tracing.propagator().extract(Context.root(), request, reader);
    UrlPatterns patterns = HttpSettings.excludedFromServers();
    boolean excluded = patterns != null && patterns.matches(reader.path(request));
    RecordedSpan span =
        excluded
            ? null
            : Tracing.begin(parent, scope, known ? method : "HTTP", SpanKind.SERVER, null);
    if (span == null) {
      Context unrecorded =
          excluded ? Tracing.excluded(parent) : Tracing.unrecorded(parent, SpanKind.SERVER);
      return new HttpServerCall(
          null, unrecorded, reader, request, method, scheme, version, System.nanoTime());
    }
    span.put(HttpAttributes.METHOD, method);
    if (!known) {
      span.put(HttpAttributes.METHOD_ORIGINAL, received);
    }
    span.put(HttpAttributes.URL_PATH, reader.path(request));
    span.put(HttpAttributes.URL_SCHEME, scheme);
    span.put(HttpAttributes.URL_QUERY, UrlRedaction.query(reader.query(request)));
    String host = ForwardedHeaders.host(reader, request);
    if (host != null) {
      span.put(HttpAttributes.SERVER_ADDRESS, ForwardedHeaders.address(host));
      int port = ForwardedHeaders.port(host);
      span.put(HttpAttributes.SERVER_PORT, port > 0 ? port : defaultPort(scheme));
    }
    span.put(HttpAttributes.CLIENT_ADDRESS, ForwardedHeaders.client(reader, request));
    String peer = reader.peerAddress(request);
    if (peer != null) {
      span.put(HttpAttributes.PEER_ADDRESS, peer);
      int port = reader.peerPort(request);
      span.put(HttpAttributes.PEER_PORT, port > 0 ? Long.valueOf(port) : null);
    }
    span.put(HttpAttributes.PROTOCOL_VERSION, version);
    span.put(HttpAttributes.USER_AGENT, reader.get(request, "user-agent"));
    return new HttpServerCall(
        span, parent, reader, request, method, scheme, version, span.startNanoTime());
  }

  private static @Nullable Long defaultPort(String scheme) {
    return "https".equals(scheme) ? Long.valueOf(443) : "http".equals(scheme) ? 80L : null;
  }

  /** Makes the call's span current; the caller closes the scope on the same thread. */
  public Scope makeCurrent() {
    return context.makeCurrent();
  }

  /** The context in which the request is handled. */
  public Context context() {
    return context;
  }

  /**
   * Names the route that the request took; the last one told counts.
   *
   * @param template as the framework spells it, the context path included
   */
  public void route(@Nullable String template) {
    if (routeKept || template == null || template.isEmpty() || template.equals(route)) {
      return;
    }
    if (ended.get()) {
      return;
    }
    route = template;
    if (span != null) {
      span.updateName((method.equals("_OTHER") ? "HTTP" : method) + " " + template);
      span.setAttribute(HttpAttributes.ROUTE, template);
    }
  }

  /** The route told last, or null. */
  public @Nullable String route() {
    return route;
  }

  /** Keeps the route as it is, or its absence, whatever is told later. */
  public void keepRoute() {
    routeKept = true;
  }

  /**
   * Remembers what the application threw, for a server that ends the call without it. The first one
   * told counts: those that follow tend to wrap it.
   */
  public void failed(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  /** Whether {@link #end} was called. */
  public boolean isEnded() {
    return ended.get();
  }

  /**
   * Tells the headers of the response, of which the settings may name some to record. Before {@link
   * #end}.
   */
  public <M> void responseHeaders(M response, HttpHeaderLines<M> lines) {
    HttpExtras extras = HttpSettings.serverExtras();
    if (extras != null) {
      extras.response(span, context, response, lines);
    }
  }

  /**
   * Ends the call before its answer does.
   *
   * @param status code of the response, or anything below 100 when none was sent
   * @param otherwise why, unless the application was told to have {@link #failed}
   */
  public void breakOff(int status, Throwable otherwise) {
    Throwable known = failure;
    end(status, known == null ? otherwise : known);
  }

  /**
   * Ends the call.
   *
   * @param status code of the response, or anything below 100 when none was sent
   * @param thrown why the response was not sent, or not to its end, or null; an exception that the
   *     server answered is told by {@link #failed}
   */
  public void end(int status, @Nullable Throwable thrown) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    long now = System.nanoTime();
    boolean answered = HttpAttributes.isStatus(status);
    Throwable cause = thrown != null ? thrown : failure;
    String error = null;
    if (answered && status >= 500) {
      error = HttpAttributes.statusText(status);
    } else if (thrown != null) {
      error = thrown.getClass().getName();
    } else if (!answered) {
      error = cause != null ? cause.getClass().getName() : "_OTHER";
    }
    Long statusCode = answered ? HttpAttributes.statusCode(status) : null;
    if (DURATION.isOn()) {
      Attributes attributes =
          METRIC_ATTRIBUTES.get(method, scheme, route, statusCode, error, protocolVersion, null);
      DURATION.record(now - startNanos, attributes, context);
      HttpExtras extras = HttpSettings.serverExtras();
      if (extras != null) {
        extras.ended(context, attributes, activeAttributes());
      }
    }
    if (span == null) {
      Tracing.endUnrecorded(context);
      return;
    }
    span.setAttribute(HttpAttributes.STATUS_CODE, statusCode);
    if (error != null) {
      span.setAttribute(HttpAttributes.ERROR_TYPE, error);
      span.setError();
      if (cause != null) {
        span.recordException(cause);
      }
    }
    span.endAt(now);
  }
}
