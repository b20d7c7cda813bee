// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.ExceptionEventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A span that is recorded: the span that code writes to, its span context, and, once ended, what is
 * exported, in one object. Of other spans it refers to its local root alone, so that a long chain
 * of spans is not kept by its last one; the span identifier becomes a string only when somebody
 * asks for it.
 *
 * <p>Thread-safe through its own lock, but for {@link #put}, which is for the thread that began the
 * span and only before the span is made current.
 */
public final class RecordedSpan extends SpanView implements ReadWriteSpan {
  private static final TraceFlags SAMPLED_RANDOM = TraceFlags.fromByte((byte) 3);
  private static final int INITIAL_PAIRS = 8;
  private static final @Nullable Object[] NO_PAIRS = new Object[0];

  private final InstrumentationScopeInfo scope;
  private final SpanKind kind;
  private long startNanos;

  /** Nanoseconds to add to {@link System#nanoTime} for nanoseconds since the epoch. */
  private final long epochOffset;

  /** Null once ended and read. */
  private @Nullable LateAttributes late;

  private final RecordedSpan localRoot;
  private String name;

  /** Attributes that were set, without those of {@link #late}. */
  private @Nullable Object[] pairs = NO_PAIRS;

  private int length;
  private int attributesSeen;
  private StatusData status = StatusData.unset();
  private @Nullable EventsAndLinks eventsAndLinks;
  private long endNanos;
  private boolean ended;

  RecordedSpan(
      TraceIdentity trace,
      TraceState traceState,
      Span parentSpan,
      SpanContext parent,
      InstrumentationScopeInfo scope,
      String name,
      SpanKind kind,
      @Nullable LateAttributes late) {
    super(
        trace,
        SpanIds.next(),
        traceState,
        parent.isValid() ? flagsOfChild(parent.getTraceFlags()) : SAMPLED_RANDOM,
        parent);
    this.scope = scope;
    this.name = name;
    this.kind = kind;
    this.late = late;
    localRoot = parentSpan instanceof RecordedSpan ? ((RecordedSpan) parentSpan).localRoot : this;
    startNanos = System.nanoTime();
    // Spans of one local trace share an anchor, so that their order never contradicts itself when
    // the wall clock is set.
    epochOffset =
        parentSpan instanceof RecordedSpan
            ? ((RecordedSpan) parentSpan).epochOffset
            : TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - startNanos;
  }

  private static TraceFlags flagsOfChild(TraceFlags parent) {
    byte flags = (byte) ((parent.asByte() & 2) | 1);
    return flags == 3 ? SAMPLED_RANDOM : TraceFlags.getSampled();
  }

  /** The first span of this trace in this process: this one or an ancestor. */
  RecordedSpan localRoot() {
    return localRoot;
  }

  /** Whether the span is that of a call of this type, and has not ended. */
  public synchronized boolean isOpenFor(Class<? extends LateAttributes> type) {
    return !ended && type.isInstance(late);
  }

  /** The parent context with this span in it. */
  public Context in(Context parent) {
    return parent == Context.root() || parent instanceof SpanOnly
        ? new SpanOnly(this)
        : parent.with(this);
  }

  /**
   * Sets an attribute that the span does not have yet. Only for the thread that began the span, and
   * before the span is made current, or in {@link LateAttributes#putInto}; takes no lock and does
   * not look for the key.
   */
  public <T> RecordedSpan put(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      append(key, value);
    }
    return this;
  }

  private void append(AttributeKey<?> key, Object value) {
    attributesSeen++;
    if (length / 2 >= Tracing.limits().getMaxNumberOfAttributes()) {
      return;
    }
    if (length == pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.max(INITIAL_PAIRS * 2, length * 2));
    }
    pairs[length] = key;
    pairs[length + 1] = Limits.shorten(value);
    length += 2;
  }

  @Override
  @SuppressWarnings("NullAway") // The API's setter is declared without nullness; null is ignored.
  public synchronized <T> RecordedSpan setAttribute(AttributeKey<T> key, @Nullable T value) {
    if (ended || key == null || value == null || key.getKey().isEmpty()) {
      return this;
    }
    replaceOrAppend(key, value);
    return this;
  }

  private void replaceOrAppend(AttributeKey<?> key, Object value) {
    for (int i = 0; i < length; i += 2) {
      if (key.equals(pairs[i])) {
        pairs[i + 1] = Limits.shorten(value);
        return;
      }
    }
    append(key, value);
  }

  @Override
  public synchronized RecordedSpan setStatus(StatusCode code, String description) {
    // An explicit OK is final (specification, Set Status).
    if (!ended && status.getStatusCode() != StatusCode.OK && code != StatusCode.UNSET) {
      status = StatusData.create(code, code == StatusCode.ERROR ? description : "");
    }
    return this;
  }

  /** Sets the status to error without a description. */
  public void setError() {
    setStatus(StatusCode.ERROR, "");
  }

  @Override
  public synchronized RecordedSpan updateName(String newName) {
    if (!ended) {
      name = newName;
    }
    return this;
  }

  @Override
  public RecordedSpan addEvent(String event, Attributes attributes) {
    return addEvent(event, attributes, now(), TimeUnit.NANOSECONDS);
  }

  @Override
  public RecordedSpan addEvent(String event, Attributes attributes, long time, TimeUnit unit) {
    int max = Tracing.limits().getMaxNumberOfAttributesPerEvent();
    return addEvent(
        EventData.create(
            unit.toNanos(time), event, Limits.apply(attributes, max), attributes.size()));
  }

  @Override
  public RecordedSpan recordException(Throwable exception, Attributes additional) {
    return addEvent(
        ExceptionEventData.create(
            now(),
            exception,
            Attributes.builder().putAll(Exceptions.describe(exception)).putAll(additional).build(),
            additional.size() + 3));
  }

  private synchronized RecordedSpan addEvent(EventData event) {
    if (!ended) {
      eventsAndLinks().add(event);
    }
    return this;
  }

  @Override
  public synchronized RecordedSpan addLink(SpanContext target, Attributes attributes) {
    if (!ended && target.isValid()) {
      eventsAndLinks().add(target, attributes);
    }
    return this;
  }

  private EventsAndLinks eventsAndLinks() {
    EventsAndLinks made = eventsAndLinks;
    if (made == null) {
      made = new EventsAndLinks();
      eventsAndLinks = made;
    }
    return made;
  }

  @Override
  public void end() {
    endAt(System.nanoTime());
  }

  @Override
  public void end(long timestamp, TimeUnit unit) {
    endAt(timestamp == 0 ? System.nanoTime() : unit.toNanos(timestamp) - epochOffset);
  }

  /**
   * Ends the span once; later calls do nothing.
   *
   * @param nanoTime a reading of {@link System#nanoTime}
   */
  public void endAt(long nanoTime) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      endNanos = nanoTime;
    }
    Tracing.consumer().accept(this);
  }

  /** The reading of {@link System#nanoTime} at which the span began. */
  public synchronized long startNanoTime() {
    return startNanos;
  }

  /** Tells that the span began earlier, before any other thread has it. */
  public synchronized void beganAt(long nanoTime) {
    startNanos = nanoTime;
  }

  private long now() {
    return System.nanoTime() + epochOffset;
  }

  @Override
  public synchronized boolean isRecording() {
    return !ended;
  }

  @Override
  public synchronized String getName() {
    return name;
  }

  @Override
  public SpanKind getKind() {
    return kind;
  }

  @Override
  public synchronized StatusData getStatus() {
    return status;
  }

  @Override
  public synchronized long getStartEpochNanos() {
    return startNanos + epochOffset;
  }

  @Override
  public synchronized long getEndEpochNanos() {
    return ended ? endNanos + epochOffset : 0;
  }

  @Override
  public synchronized long getLatencyNanos() {
    return (ended ? endNanos : System.nanoTime()) - startNanos;
  }

  @Override
  public synchronized boolean hasEnded() {
    return ended;
  }

  @Override
  public synchronized Attributes getAttributes() {
    LateAttributes call = late;
    if (call == null) {
      return new FlatAttributes(ended ? pairs : pairs.clone(), length);
    }
    @Nullable Object[] set = pairs;
    int setLength = length;
    int setSeen = attributesSeen;
    pairs = NO_PAIRS;
    length = 0;
    attributesSeen = 0;
    call.putInto(this);
    for (int i = 0; i < setLength; i += 2) {
      Object key = set[i];
      Object value = set[i + 1];
      if (key != null && value != null) {
        replaceOrAppend((AttributeKey<?>) key, value);
      }
    }
    Attributes all = new FlatAttributes(pairs, length);
    if (ended) {
      late = null;
      attributesSeen += setSeen - setLength / 2;
    } else {
      pairs = set;
      length = setLength;
      attributesSeen = setSeen;
    }
    return all;
  }

  @Override
  public synchronized <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return getAttributes().get(key);
  }

  @Override
  public synchronized List<EventData> getEvents() {
    EventsAndLinks all = eventsAndLinks;
    return all == null ? Collections.<EventData>emptyList() : all.events(ended);
  }

  @Override
  public synchronized List<LinkData> getLinks() {
    EventsAndLinks all = eventsAndLinks;
    return all == null ? Collections.<LinkData>emptyList() : all.links(ended);
  }

  @Override
  public synchronized int getTotalRecordedEvents() {
    EventsAndLinks all = eventsAndLinks;
    return all == null ? 0 : all.eventsSeen();
  }

  @Override
  public synchronized int getTotalRecordedLinks() {
    EventsAndLinks all = eventsAndLinks;
    return all == null ? 0 : all.linksSeen();
  }

  @Override
  public synchronized int getTotalAttributeCount() {
    int readable = getAttributes().size();
    return late == null ? attributesSeen : readable + attributesSeen - length / 2;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scope;
  }

  @Override
  public SpanData toSpanData() {
    return this;
  }
}
