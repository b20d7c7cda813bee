// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.TraceparentCarrier;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Carries the span context in {@code traceparent} and {@code tracestate} by W3C Trace Context level
 * 2. Lines that repeat a header are told apart by {@link TextMapGetter#getAll}: a repeated {@code
 * traceparent} is rejected, repeated {@code tracestate} lines are one list. Safe for use by any
 * thread; a malformed header is never an error.
 */
public final class W3cTraceContext implements TextMapPropagator {
  static final String TRACEPARENT = "traceparent";
  static final String TRACESTATE = "tracestate";

  private static final W3cTraceContext INSTANCE = new W3cTraceContext();
  private static final Collection<String> FIELDS =
      Collections.unmodifiableList(Arrays.asList(TRACEPARENT, TRACESTATE));

  private static final int TRACE_ID = 3;
  private static final int SPAN_ID = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;

  /** Sampled and random, the flags that level 2 knows. */
  private static final int KNOWN_FLAGS = 0x03;

  private W3cTraceContext() {}

  public static W3cTraceContext instance() {
    return INSTANCE;
  }

  @Override
  public Collection<String> fields() {
    return FIELDS;
  }

  @Override
  public <C> void inject(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapSetter<C> setter) {
    // The API asks for non-null arguments, and its own propagators bear null: applications call it.
    if (context == null || setter == null) {
      return;
    }
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (!span.isValid()) {
      return;
    }
    if (!(span instanceof RecordedSpan)) {
      setter.set(carrier, TRACEPARENT, format(span));
    } else if (carrier instanceof TraceparentCarrier) {
      ((TraceparentCarrier) carrier).setTraceparent((RecordedSpan) span);
    } else {
      setter.set(carrier, TRACEPARENT, ((RecordedSpan) span).traceparent());
    }
    String state = W3cTraceState.header(span.getTraceState());
    if (!state.isEmpty()) {
      setter.set(carrier, TRACESTATE, state);
    }
  }

  private static String format(SpanContext span) {
    char[] out = new char[LENGTH];
    out[0] = '0';
    out[1] = '0';
    out[TRACE_ID - 1] = '-';
    span.getTraceId().getChars(0, 32, out, TRACE_ID);
    out[SPAN_ID - 1] = '-';
    span.getSpanId().getChars(0, 16, out, SPAN_ID);
    out[FLAGS - 1] = '-';
    out[FLAGS] = '0';
    out[FLAGS + 1] = (char) ('0' + (span.getTraceFlags().asByte() & KNOWN_FLAGS));
    return new String(out);
  }

  @Override
  public <C> Context extract(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapGetter<C> getter) {
    if (context == null) {
      return Context.root();
    }
    if (getter == null) {
      return context;
    }
    Iterator<String> parents = getter.getAll(carrier, TRACEPARENT);
    if (!parents.hasNext()) {
      return context;
    }
    String parent = parents.next();
    if (parent == null || parents.hasNext()) {
      return context;
    }
    int start = start(parent);
    if (start < 0) {
      return context;
    }
    SpanContext span =
        SpanContext.createFromRemoteParent(
            parent.substring(start + TRACE_ID, start + TRACE_ID + 32),
            parent.substring(start + SPAN_ID, start + SPAN_ID + 16),
            TraceFlags.fromHex(parent, start + FLAGS),
            state(carrier, getter));
    return span.isValid() ? context.with(Span.wrap(span)) : context;
  }

  /** Where the well-formed part of a header begins, or -1; ids of zeros are told by the API. */
  private static int start(String header) {
    int start = 0;
    int end = header.length();
    while (start < end && isSpace(header.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(header.charAt(end - 1))) {
      end--;
    }
    int length = end - start;
    if (length < LENGTH
        || !isHex(header, start, TRACE_ID - 1)
        || header.charAt(start + TRACE_ID - 1) != '-'
        || !isHex(header, start + TRACE_ID, 32)
        || header.charAt(start + SPAN_ID - 1) != '-'
        || !isHex(header, start + SPAN_ID, 16)
        || header.charAt(start + FLAGS - 1) != '-'
        || !isHex(header, start + FLAGS, 2)) {
      return -1;
    }
    if (header.startsWith("ff", start)) {
      return -1;
    }
    if (length > LENGTH
        && (header.startsWith("00", start) || header.charAt(start + LENGTH) != '-')) {
      return -1;
    }
    return start;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isHex(String text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static <C> TraceState state(@Nullable C carrier, TextMapGetter<C> getter) {
    Iterator<String> lines = getter.getAll(carrier, TRACESTATE);
    if (!lines.hasNext()) {
      return TraceState.getDefault();
    }
    String line = lines.next();
    if (!lines.hasNext()) {
      return line == null ? TraceState.getDefault() : W3cTraceState.parse(line);
    }
    StringBuilder joined = new StringBuilder();
    while (true) {
      if (line != null) {
        joined.append(joined.length() == 0 ? "" : ",").append(line);
      }
      if (joined.length() > W3cTraceState.MAX_LENGTH) {
        return TraceState.getDefault();
      }
      if (!lines.hasNext()) {
        return W3cTraceState.parse(joined.toString());
      }
      line = lines.next();
    }
  }

  @Override
  public String toString() {
    return "W3cTraceContext";
  }
}
