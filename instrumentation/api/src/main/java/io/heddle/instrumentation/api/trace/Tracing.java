// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Begins spans: decides on sampling, makes identifiers, and links a span to its parent.
 *
 * <p>The agent sets the parts at start-up; until then spans are sampled by the default and ended
 * spans go nowhere. Thread-safe; nothing is thrown.
 */
public final class Tracing {
  private static final SpanConsumer NOWHERE =
      new SpanConsumer() {
        @Override
        public void accept(RecordedSpan span) {}
      };

  /** What {@link Sampler#parentBased} over {@link Sampler#alwaysOn} decides, without asking it. */
  private static volatile @Nullable Sampler sampler;

  private static volatile boolean disabled;
  private static volatile boolean rootClientsExcluded;
  private static volatile SpanConsumer consumer = NOWHERE;
  private static volatile SpanLimits limits = SpanLimits.getDefault();
  private static volatile Resource resource = Resource.empty();
  private static volatile TextMapPropagator propagator = TextMapPropagator.noop();

  private Tracing() {}

  /**
   * Sets what decides on sampling; null stands for {@code parentbased_always_on}, which then costs
   * no call.
   */
  public static void setSampler(@Nullable Sampler newSampler) {
    sampler = newSampler;
  }

  public static void setConsumer(SpanConsumer newConsumer) {
    consumer = newConsumer;
  }

  public static void setLimits(SpanLimits newLimits) {
    limits = newLimits;
  }

  public static void setResource(Resource newResource) {
    resource = newResource;
  }

  public static void setPropagator(TextMapPropagator newPropagator) {
    propagator = newPropagator;
  }

  /** The configured propagators, as one. */
  public static TextMapPropagator propagator() {
    return propagator;
  }

  /** Records nothing and begins no traces; contexts that arrive are passed on as they are. */
  public static void disable() {
    disabled = true;
  }

  /** Begins no trace with a CLIENT span: one that has no parent is left out. */
  public static void excludeRootClients() {
    rootClientsExcluded = true;
  }

  static SpanConsumer consumer() {
    return consumer;
  }

  static SpanLimits limits() {
    return limits;
  }

  static Resource resource() {
    return resource;
  }

  /**
   * Begins a span in this parent context, or gives null when it is not to be recorded. The span is
   * not yet current: the caller sets the attributes known at the start, then makes {@link
   * RecordedSpan#in} current.
   *
   * @param late what will give attributes when the span is read, or null
   */
  public static @Nullable RecordedSpan begin(
      Context parent,
      InstrumentationScopeInfo scope,
      String name,
      SpanKind kind,
      @Nullable LateAttributes late) {
    if (disabled) {
      return null;
    }
    Span parentSpan = Span.fromContext(parent);
    SpanContext parentContext = parentSpan.getSpanContext();
    boolean root = !parentContext.isValid();
    if (isExcluded(parentSpan, root, kind)) {
      return null;
    }
    TraceIdentity trace = root ? TraceIdentity.random() : SpanView.traceOf(parentContext);
    TraceState traceState = root ? TraceState.getDefault() : parentContext.getTraceState();
    Attributes samplerAttributes = Attributes.empty();
    Sampler current = sampler;
    if (current == null) {
      if (!root && !parentContext.isSampled()) {
        return null;
      }
    } else {
      List<LinkData> links = Collections.emptyList();
      SamplingResult result =
          current.shouldSample(parent, trace.hex(), name, kind, Attributes.empty(), links);
      if (result.getDecision() != SamplingDecision.RECORD_AND_SAMPLE) {
        return null;
      }
      samplerAttributes = result.getAttributes();
      traceState = result.getUpdatedTraceState(traceState);
    }
    RecordedSpan span =
        new RecordedSpan(trace, traceState, parentSpan, parentContext, scope, name, kind, late);
    if (!samplerAttributes.isEmpty()) {
      span.setAllAttributes(samplerAttributes);
    }
    return span;
  }

  private static boolean isExcluded(Span parent, boolean root, SpanKind kind) {
    return root
        ? rootClientsExcluded && kind == SpanKind.CLIENT
        : parent instanceof UnrecordedSpan && ((UnrecordedSpan) parent).isExcluded();
  }

  /**
   * The context in which work goes on whose span is not recorded. Where a trace would have begun it
   * is one of a new trace that is not sampled, so that all that follows agrees; whoever got another
   * context than the parent ends it by {@link #endUnrecorded}.
   *
   * @param kind of the span that is not recorded
   */
  public static Context unrecorded(Context parent, SpanKind kind) {
    Span span = Span.fromContext(parent);
    if (disabled || span instanceof RecordedSpan || span instanceof UnrecordedSpan) {
      return parent;
    }
    SpanContext spanContext = span.getSpanContext();
    boolean excluded = isExcluded(span, !spanContext.isValid(), kind);
    SpanContext dropped =
        spanContext.isValid() && !spanContext.isRemote() ? spanContext : dropped(spanContext);
    return parent.with(new UnrecordedSpan(dropped, excluded));
  }

  /**
   * The context in which work goes on that the settings leave out: nothing is recorded of what
   * follows, here and wherever the context goes. Ended by {@link #endUnrecorded}.
   */
  public static Context excluded(Context parent) {
    SpanContext spanContext = Span.fromContext(parent).getSpanContext();
    return disabled ? parent : parent.with(new UnrecordedSpan(dropped(spanContext), true));
  }

  /**
   * Whoever reads trace context sends on a parent of its own, recorded or not (W3C Trace Context
   * level 2, mutating the traceparent field).
   */
  private static SpanContext dropped(SpanContext parent) {
    boolean root = !parent.isValid();
    return SpanContext.create(
        root ? TraceIdentity.random().hex() : parent.getTraceId(),
        SpanIds.toHex(SpanIds.next()),
        root ? RANDOM : TraceFlags.fromByte((byte) (parent.getTraceFlags().asByte() & 2)),
        parent.getTraceState());
  }

  /** Tells that what {@link #unrecorded} or {@link #excluded} began has ended. */
  public static void endUnrecorded(Context context) {
    Span span = Span.fromContext(context);
    if (span instanceof UnrecordedSpan) {
      span.end();
    }
  }

  /** Flags of a trace that is not sampled and whose identifier is random (W3C level 2). */
  private static final TraceFlags RANDOM = TraceFlags.fromByte((byte) 2);
}
