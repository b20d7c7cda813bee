// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns OTLP protobuf messages into records. */
final class OtlpDecoder {
  private OtlpDecoder() {}

  static List<SpanRecord> spans(byte[] message) throws InvalidProtocolBufferException {
    List<SpanRecord> records = new ArrayList<>();
    for (ResourceSpans resource :
        ExportTraceServiceRequest.parseFrom(message).getResourceSpansList()) {
      Map<String, Object> attributes = attributes(resource.getResource().getAttributesList());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          records.add(span(span, scope.getScope(), attributes));
        }
      }
    }
    return records;
  }

  static List<MetricRecord> metrics(byte[] message) throws InvalidProtocolBufferException {
    List<MetricRecord> records = new ArrayList<>();
    for (ResourceMetrics resource :
        ExportMetricsServiceRequest.parseFrom(message).getResourceMetricsList()) {
      Map<String, Object> attributes = attributes(resource.getResource().getAttributesList());
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        scope
            .getMetricsList()
            .forEach(m -> records.add(MetricDecoder.metric(m, scope.getScope(), attributes)));
      }
    }
    return records;
  }

  static int countLogs(byte[] message) throws InvalidProtocolBufferException {
    int count = 0;
    for (ResourceLogs resource :
        ExportLogsServiceRequest.parseFrom(message).getResourceLogsList()) {
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        count += scope.getLogRecordsCount();
      }
    }
    return count;
  }

  private static SpanRecord span(
      Span span, InstrumentationScope scope, Map<String, Object> resource) {
    List<SpanRecord.Event> events = new ArrayList<>();
    for (Span.Event event : span.getEventsList()) {
      events.add(
          new SpanRecord.Event(
              event.getName(), event.getTimeUnixNano(), attributes(event.getAttributesList())));
    }
    List<SpanRecord.Link> links = new ArrayList<>();
    for (Span.Link link : span.getLinksList()) {
      links.add(
          new SpanRecord.Link(
              hex(link.getTraceId()),
              hex(link.getSpanId()),
              link.getTraceState(),
              link.getFlags(),
              attributes(link.getAttributesList())));
    }
    return new SpanRecord(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getTraceState(),
        span.getFlags(),
        span.getName(),
        SpanRecord.Kind.valueOf(shortName(span.getKind(), "SPAN_KIND_")),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes(span.getAttributesList()),
        span.getDroppedAttributesCount(),
        List.copyOf(events),
        List.copyOf(links),
        SpanRecord.Status.valueOf(shortName(span.getStatus().getCode(), "STATUS_CODE_")),
        span.getStatus().getMessage(),
        scope.getName(),
        scope.getVersion(),
        resource);
  }

  static Map<String, Object> attributes(List<KeyValue> list) {
    Map<String, Object> map = new TreeMap<>();
    for (KeyValue entry : list) {
      map.put(entry.getKey(), value(entry.getValue()));
    }
    return Collections.unmodifiableMap(map);
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BYTES_VALUE -> value.getBytesValue().toByteArray();
      case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
      case ARRAY_VALUE -> {
        List<Object> list = new ArrayList<>();
        value.getArrayValue().getValuesList().forEach(element -> list.add(value(element)));
        yield List.copyOf(list);
      }
      default -> "";
    };
  }

  /**
   * An OTLP enum constant's name without its prefix; {@code UNRECOGNIZED} has none and fits no enum
   * of ours.
   */
  static String shortName(Enum<?> constant, String prefix) {
    String name = constant.name();
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
