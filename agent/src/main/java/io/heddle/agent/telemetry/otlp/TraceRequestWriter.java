// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes spans as an {@code ExportTraceServiceRequest} (opentelemetry-proto, {@code
 * collector/trace/v1} and {@code trace/v1}) in one pass, without objects for its parts. Field
 * numbers stand where they are used, with their names.
 *
 * <p>For one thread. The spans of a batch share their resource.
 */
final class TraceRequestWriter {
  /** Flags of a span beyond those of its context: whether it is known that its parent is remote. */
  private static final int HAS_IS_REMOTE = 0x100;

  private static final int IS_REMOTE = 0x200;

  private final ProtoWriter out;
  private final List<InstrumentationScopeInfo> scopes = new ArrayList<>();
  private final BiConsumer<AttributeKey<?>, Object> spanAttributes = new AttributeWriter(9);
  private final BiConsumer<AttributeKey<?>, Object> eventAttributes = new AttributeWriter(3);
  private final BiConsumer<AttributeKey<?>, Object> linkAttributes = new AttributeWriter(4);
  private final BiConsumer<AttributeKey<?>, Object> resourceAttributes = new AttributeWriter(1);
  private final BiConsumer<AttributeKey<?>, Object> scopeAttributes = new AttributeWriter(3);

  TraceRequestWriter(ProtoWriter out) {
    this.out = out;
  }

  /**
   * Writes one request.
   *
   * @param limit size in bytes after which no further span is written; the request is then to be
   *     refused, as its size shows
   */
  void write(List<SpanData> batch, int limit) {
    findScopes(batch);
    Resource resource = batch.get(0).getResource();
    int resourceSpans = out.begin(1);
    int message = out.begin(1); // resource
    resource.getAttributes().forEach(resourceAttributes);
    out.end(message);
    for (int i = 0; i < scopes.size(); i++) {
      scopeSpans(scopes.get(i), batch, limit);
    }
    string(3, resource.getSchemaUrl());
    out.end(resourceSpans);
  }

  // Each loop over spans is a method of its own: the JIT compiles it twice, as a loop (OSR) and as
  // a
  // method, with all that runs around it once for each request.
  private void findScopes(List<SpanData> batch) {
    scopes.clear();
    for (int i = 0; i < batch.size(); i++) {
      InstrumentationScopeInfo scope = batch.get(i).getInstrumentationScopeInfo();
      // Compared by identity: equal ones that are not the same get a message each, which is legal.
      if (!isKnown(scope)) {
        scopes.add(scope);
      }
    }
  }

  private boolean isKnown(InstrumentationScopeInfo scope) {
    for (int i = 0; i < scopes.size(); i++) {
      if (scopes.get(i) == scope) {
        return true;
      }
    }
    return false;
  }

  private void scopeSpans(InstrumentationScopeInfo scope, List<SpanData> batch, int limit) {
    int scopeSpans = out.begin(2);
    int message = out.begin(1); // scope
    out.string(1, scope.getName());
    string(2, scope.getVersion());
    scope.getAttributes().forEach(scopeAttributes);
    out.end(message);
    spans(scope, batch, limit);
    string(3, scope.getSchemaUrl());
    out.end(scopeSpans);
  }

  private void spans(InstrumentationScopeInfo scope, List<SpanData> batch, int limit) {
    for (int i = 0; i < batch.size() && out.size() <= limit; i++) {
      SpanData span = batch.get(i);
      if (span.getInstrumentationScopeInfo() == scope) {
        span(span);
      }
    }
  }

  private void span(SpanData span) {
    int message = out.begin(2);
    boolean remote;
    if (span instanceof RecordedSpan) {
      RecordedSpan own = (RecordedSpan) span;
      out.identifier(1, own.traceIdHigh(), own.traceIdLow());
      out.identifier(2, own.spanIdNumber());
      if (own.parentIdNumber() != 0) {
        out.identifier(4, own.parentIdNumber());
      }
      remote = own.isParentRemote();
    } else {
      identifier(1, span.getTraceId());
      identifier(2, span.getSpanId());
      SpanContext parent = span.getParentSpanContext();
      if (parent.isValid()) {
        identifier(4, parent.getSpanId());
      }
      remote = parent.isRemote();
    }
    traceState(3, span.getSpanContext().getTraceState());
    out.string(5, span.getName());
    out.varint(6, kind(span.getKind()));
    out.fixed64(7, span.getStartEpochNanos());
    out.fixed64(8, span.getEndEpochNanos());
    Attributes attributes = span.getAttributes();
    attributes.forEach(spanAttributes);
    number(10, span.getTotalAttributeCount() - attributes.size()); // dropped_attributes_count
    List<EventData> events = span.getEvents();
    for (int i = 0; i < events.size(); i++) {
      event(events.get(i));
    }
    number(12, span.getTotalRecordedEvents() - events.size()); // dropped_events_count
    List<LinkData> links = span.getLinks();
    for (int i = 0; i < links.size(); i++) {
      link(links.get(i));
    }
    number(14, span.getTotalRecordedLinks() - links.size()); // dropped_links_count
    status(span.getStatus());
    out.fixed32(16, flags(span.getSpanContext(), remote));
    out.end(message);
  }

  private void event(EventData event) {
    int message = out.begin(11);
    out.fixed64(1, event.getEpochNanos());
    out.string(2, event.getName());
    event.getAttributes().forEach(eventAttributes);
    number(4, event.getTotalAttributeCount() - event.getAttributes().size());
    out.end(message);
  }

  private void link(LinkData link) {
    int message = out.begin(13);
    SpanContext target = link.getSpanContext();
    identifier(1, target.getTraceId());
    identifier(2, target.getSpanId());
    traceState(3, target.getTraceState());
    link.getAttributes().forEach(linkAttributes);
    number(5, link.getTotalAttributeCount() - link.getAttributes().size());
    out.fixed32(6, flags(target, target.isRemote()));
    out.end(message);
  }

  private void status(StatusData status) {
    if (status.getStatusCode() != StatusCode.UNSET) {
      int message = out.begin(15);
      string(2, status.getDescription());
      out.varint(3, status.getStatusCode() == StatusCode.OK ? 1 : 2);
      out.end(message);
    }
  }

  private static int kind(SpanKind kind) {
    switch (kind) {
      case SERVER:
        return 2;
      case CLIENT:
        return 3;
      case PRODUCER:
        return 4;
      case CONSUMER:
        return 5;
      default:
        return 1;
    }
  }

  private static int flags(SpanContext context, boolean remote) {
    return (context.getTraceFlags().asByte() & 0xFF) | HAS_IS_REMOTE | (remote ? IS_REMOTE : 0);
  }

  private void identifier(int field, String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(hex.charAt(2 * i), 16);
      bytes[i] = (byte) (high << 4 | Character.digit(hex.charAt(2 * i + 1), 16));
    }
    out.bytes(field, bytes);
  }

  private void traceState(int field, TraceState state) {
    if (!state.isEmpty()) {
      StringBuilder header = new StringBuilder();
      state.forEach(
          (key, value) ->
              header.append(header.length() == 0 ? "" : ",").append(key).append('=').append(value));
      out.string(field, header.toString());
    }
  }

  private void string(int field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      out.string(field, value);
    }
  }

  private void number(int field, int value) {
    if (value != 0) {
      out.varint(field, value);
    }
  }

  /** Writes each attribute as a {@code KeyValue} of this field. */
  private final class AttributeWriter implements BiConsumer<AttributeKey<?>, Object> {
    private final int field;

    AttributeWriter(int field) {
      this.field = field;
    }

    @Override
    public void accept(AttributeKey<?> key, Object value) {
      int message = out.begin(field);
      out.string(1, key.getKey());
      any(2, value);
      out.end(message);
    }
  }

  private void any(int field, @Nullable Object value) {
    int message = out.begin(field);
    boolean isMap =
        value instanceof Value && ((Value<?>) value).getType() == ValueType.KEY_VALUE_LIST;
    content(value instanceof Value ? ((Value<?>) value).getValue() : value, isMap);
    out.end(message);
  }

  /** Writes what an {@code AnyValue} holds; nothing for an empty one. */
  private void content(@Nullable Object value, boolean isMap) {
    if (value instanceof String) {
      out.string(1, (String) value);
    } else if (value instanceof Boolean) {
      out.varint(2, (Boolean) value ? 1 : 0);
    } else if (value instanceof Long) {
      out.varint(3, (Long) value);
    } else if (value instanceof Double) {
      out.fixed64(4, Double.doubleToRawLongBits((Double) value));
    } else if (value instanceof ByteBuffer) {
      ByteBuffer buffer = ((ByteBuffer) value).duplicate();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      out.bytes(7, bytes);
    } else if (value instanceof List) {
      int list = out.begin(isMap ? 6 : 5);
      for (Object each : (List<?>) value) {
        if (isMap) {
          int pair = out.begin(1);
          out.string(1, ((KeyValue) each).getKey());
          any(2, ((KeyValue) each).getValue());
          out.end(pair);
        } else {
          any(1, each);
        }
      }
      out.end(list);
    }
  }
}
