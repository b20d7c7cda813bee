// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import io.heddle.instrumentation.api.metrics.AttributesCache;
import io.heddle.instrumentation.api.metrics.DurationMetric;
import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import org.jspecify.annotations.Nullable;

/**
 * One call to a database as its client sees it: the CLIENT span, current while the driver works,
 * and the duration metric. State of an advice from enter to exit; begins and ends on one thread.
 */
public final class DbCall {
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
  private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");
  private static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");
  private static final AttributeKey<String> PROCEDURE =
      AttributeKey.stringKey("db.stored_procedure.name");
  private static final AttributeKey<Long> BATCH_SIZE =
      AttributeKey.longKey("db.operation.batch.size");
  private static final AttributeKey<String> STATUS =
      AttributeKey.stringKey("db.response.status_code");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  private static final DurationMetric DURATION =
      DurationMetric.of(
          "db.client.operation.duration",
          "Duration of database client operations.",
          0.001,
          0.005,
          0.01,
          0.05,
          0.1,
          0.5,
          1,
          5,
          10);
  private static final AttributesCache METRIC_ATTRIBUTES =
      new AttributesCache(SYSTEM, NAMESPACE, SUMMARY, STATUS, ERROR_TYPE, ADDRESS, PORT);

  /** Marks the context of a call whose span is not recorded, and of what is hidden. */
  private static final ContextKey<Boolean> UNRECORDED = ContextKey.named("heddle-db");

  private final @Nullable RecordedSpan span;
  private final Context context;
  private final Scope scope;
  private final DbAddress address;
  private final @Nullable String summary;
  private final long startNanos;

  private DbCall(
      @Nullable RecordedSpan span,
      Context context,
      DbAddress address,
      @Nullable String summary,
      long startNanos) {
    this.span = span;
    this.context = context;
    this.address = address;
    this.summary = summary;
    this.startNanos = startNanos;
    scope = context.makeCurrent();
  }

  /**
   * Begins a call in the current context and makes its span current.
   *
   * @param scope of the instrumentation
   * @param statement what is run, or null when it is not known
   * @param batchSize number of operations submitted as a batch; 1 for a call that is none
   * @return null inside another call of the same instrumentation, such as a pool's wrapper around
   *     the driver, which is one call
   */
  public static @Nullable DbCall start(
      InstrumentationScopeInfo scope,
      DbAddress address,
      @Nullable SqlStatement statement,
      long batchSize) {
    Context parent = Context.current();
    if (isInside(parent, scope)) {
      return null;
    }
    String summary = statement == null ? null : statement.summary();
    RecordedSpan span =
        Tracing.begin(parent, scope, name(address, statement), SpanKind.CLIENT, null);
    if (span == null) {
      Context unrecorded = Tracing.unrecorded(parent, SpanKind.CLIENT);
      Context marked = unrecorded.with(UNRECORDED, unrecorded != parent);
      return new DbCall(null, marked, address, summary, System.nanoTime());
    }
    span.put(SYSTEM, address.systemName());
    span.put(NAMESPACE, address.namespace());
    if (statement != null) {
      span.put(TEXT, statement.text());
      span.put(SUMMARY, summary);
      span.put(PROCEDURE, statement.storedProcedure());
    }
    if (batchSize != 1) {
      span.put(BATCH_SIZE, batchSize);
    }
    span.put(ADDRESS, address.serverAddress());
    span.put(PORT, address.port());
    return new DbCall(span, span.in(parent), address, summary, span.startNanoTime());
  }

  /**
   * Whether the current context is that of a call, in which another one would not be started; for
   * callers that spare themselves work.
   */
  public static boolean isInside(InstrumentationScopeInfo scope) {
    return isInside(Context.current(), scope);
  }

  /**
   * Hides from now on what is called in the current context, which is a client library's own doing,
   * such as what it asks while it connects.
   *
   * @return to be closed on the same thread
   */
  public static Scope hide() {
    Context parent = Context.current();
    Span notRecorded = Span.wrap(Span.fromContext(parent).getSpanContext());
    return parent.with(notRecorded).with(UNRECORDED, Boolean.TRUE).makeCurrent();
  }

  private static boolean isInside(Context context, InstrumentationScopeInfo scope) {
    Span current = Span.fromContext(context);
    return current instanceof RecordedSpan
        ? ((RecordedSpan) current).getInstrumentationScopeInfo() == scope
        : context.get(UNRECORDED) != null;
  }

  /** {@code db.system.name}. */
  public String systemName() {
    return address.systemName();
  }

  private static String name(DbAddress address, @Nullable SqlStatement statement) {
    if (statement != null) {
      String summary = statement.summary();
      if (summary != null) {
        return summary;
      }
    }
    return address.target();
  }

  /**
   * Ends the call and restores the context.
   *
   * @param failure what the driver threw, or null
   * @param code what the database said of it: SQLSTATE or the vendor's number, or null
   */
  public void end(@Nullable Throwable failure, @Nullable String code) {
    scope.close();
    long now = System.nanoTime();
    String error = failure == null ? null : code != null ? code : failure.getClass().getName();
    if (DURATION.isOn()) {
      DURATION.record(
          now - startNanos,
          METRIC_ATTRIBUTES.get(
              address.systemName(),
              address.namespace(),
              summary,
              code,
              error,
              address.serverAddress(),
              address.port()),
          context);
    }
    if (span == null) {
      if (Boolean.TRUE.equals(context.get(UNRECORDED))) {
        Tracing.endUnrecorded(context);
      }
      return;
    }
    if (failure != null) {
      span.setAttribute(STATUS, code);
      span.setAttribute(ERROR_TYPE, error);
      span.setError();
      span.recordException(failure);
    }
    span.endAt(now);
  }
}
