// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a recorded span, as its own span context and as the head of what is exported.
 *
 * <p>What is kept of the parent is its identifier and whether it was remote.
 */
abstract class SpanView implements SpanContext, SpanData {
  /** Length of the value of the header {@code traceparent}. */
  public static final int TRACEPARENT_LENGTH = 55;

  private final TraceIdentity trace;
  private final long spanId;
  private final TraceState traceState;
  private final TraceFlags flags;

  /** The parent when it has no object of ours; else null, and {@link #parentId} stands for it. */
  private final @Nullable SpanContext foreignParent;

  private final long parentId;
  private @Nullable String spanIdHex;

  SpanView(
      TraceIdentity trace,
      long spanId,
      TraceState traceState,
      TraceFlags flags,
      SpanContext parent) {
    this.trace = trace;
    this.spanId = spanId;
    this.traceState = traceState;
    this.flags = flags;
    if (parent instanceof SpanView) {
      parentId = ((SpanView) parent).spanId;
      foreignParent = null;
    } else {
      parentId = 0;
      foreignParent = parent;
    }
  }

  /** The identity of the trace that a span context belongs to. */
  static TraceIdentity traceOf(SpanContext context) {
    return context instanceof SpanView
        ? ((SpanView) context).trace
        : TraceIdentity.of(context.getTraceId());
  }

  /**
   * The value of the W3C header {@code traceparent} for this span, made without the strings of its
   * identifiers.
   */
  public final String traceparent() {
    byte[] out = new byte[TRACEPARENT_LENGTH];
    writeTraceparent(out, 0);
    return SpanIds.string(out);
  }

  /** Writes the {@link #TRACEPARENT_LENGTH} characters of {@link #traceparent}. */
  public final void writeTraceparent(byte[] out, int offset) {
    out[offset] = '0';
    out[offset + 1] = '0';
    out[offset + 2] = '-';
    trace.write(out, offset + 3);
    out[offset + 35] = '-';
    SpanIds.write(spanId, out, offset + 36);
    out[offset + 52] = '-';
    out[offset + 53] = '0';
    out[offset + 54] = (byte) ('0' + (flags.asByte() & 3));
  }

  /** The first eight bytes of the trace's identifier. */
  public final long traceIdHigh() {
    return trace.high();
  }

  /** The last eight. */
  public final long traceIdLow() {
    return trace.low();
  }

  /** The eight bytes of the span's identifier. */
  public final long spanIdNumber() {
    return spanId;
  }

  /** Those of its parent's; 0 when it has none. */
  public final long parentIdNumber() {
    if (foreignParent == null) {
      return parentId;
    }
    return foreignParent.isValid() ? SpanIds.parse(foreignParent.getSpanId(), 0) : 0;
  }

  /** Whether the parent is a span of another process. */
  public final boolean isParentRemote() {
    return foreignParent != null && foreignParent.isRemote();
  }

  @Override
  public final String getTraceId() {
    return trace.hex();
  }

  @Override
  public final String getSpanId() {
    // Racing threads make equal strings.
    String hex = spanIdHex;
    if (hex == null) {
      hex = SpanIds.toHex(spanId);
      spanIdHex = hex;
    }
    return hex;
  }

  @Override
  public final byte[] getTraceIdBytes() {
    return SpanContext.create(trace.hex(), getSpanId(), flags, traceState).getTraceIdBytes();
  }

  @Override
  public final TraceFlags getTraceFlags() {
    return flags;
  }

  @Override
  public final TraceState getTraceState() {
    return traceState;
  }

  @Override
  public final boolean isValid() {
    return true;
  }

  @Override
  public final boolean isRemote() {
    return false;
  }

  @Override
  public final SpanContext getSpanContext() {
    return this;
  }

  @Override
  public final SpanContext getParentSpanContext() {
    return foreignParent != null
        ? foreignParent
        : SpanContext.create(trace.hex(), SpanIds.toHex(parentId), flags, traceState);
  }

  @Override
  public final String getParentSpanId() {
    return foreignParent != null ? foreignParent.getSpanId() : SpanIds.toHex(parentId);
  }

  @Override
  public final Resource getResource() {
    return Tracing.resource();
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  public final io.opentelemetry.sdk.common.InstrumentationLibraryInfo
      getInstrumentationLibraryInfo() {
    return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(
        getInstrumentationScopeInfo().getName(), getInstrumentationScopeInfo().getVersion());
  }

  @Override
  public final String toString() {
    return getName() + " " + trace.hex() + "/" + getSpanId();
  }
}
