// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.agent.telemetry.export.TestSpans;
import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.internal.otlp.traces.LowAllocationTraceRequestMarshaler;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the writer writes is, for the official classes, what the SDK's marshaler writes. */
class TraceRequestWriterTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";

  static Stream<List<SpanData>> batches() {
    return Stream.of(
        TestSpans.spans(1),
        TestSpans.spans(600),
        List.of(attributes()),
        List.of(texts()),
        List.of(eventsAndLinks()),
        List.of(
            child(SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), state(3))),
            child(
                SpanContext.createFromRemoteParent(
                    TRACE_ID, SPAN_ID, TraceFlags.fromByte((byte) 3), state(40)))),
        Stream.of(SpanKind.values()).map(TraceRequestWriterTest::ofKind).toList(),
        ofAgent(SpanContext.getInvalid()),
        ofAgent(SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), state(1))),
        ofAgent(
            SpanContext.createFromRemoteParent(
                TRACE_ID, SPAN_ID, TraceFlags.fromByte((byte) 3), state(2))));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void write_batch_isWhatTheSdkWrites(List<SpanData> batch) throws IOException {
    ProtoWriter out = new ProtoWriter();
    TraceRequestWriter writer = new TraceRequestWriter(out);
    for (int i = 0; i < 2; i++) {
      out.clear();
      writer.write(batch, OtlpClient.MAX_REQUEST);
    }
    byte[] written = Arrays.copyOf(out.bytes(), out.size());

    assertThat(ordered(ExportTraceServiceRequest.parseFrom(written))).isEqualTo(ofSdk(batch));
  }

  private static ExportTraceServiceRequest ofSdk(List<SpanData> batch) throws IOException {
    LowAllocationTraceRequestMarshaler marshaler = new LowAllocationTraceRequestMarshaler();
    marshaler.initialize(batch);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    marshaler.writeBinaryTo(out);
    ExportTraceServiceRequest.Builder request =
        ExportTraceServiceRequest.parseFrom(out.toByteArray()).toBuilder();
    // The SDK writes an empty status where there is none.
    request.getResourceSpansBuilderList().stream()
        .flatMap(spans -> spans.getScopeSpansBuilderList().stream())
        .flatMap(spans -> spans.getSpansBuilderList().stream())
        .filter(span -> span.getStatus().getSerializedSize() == 0)
        .forEach(io.opentelemetry.proto.trace.v1.Span.Builder::clearStatus);
    return ordered(request.build());
  }

  /** The SDK writes scopes in the order of its hash table. */
  private static ExportTraceServiceRequest ordered(ExportTraceServiceRequest request) {
    ExportTraceServiceRequest.Builder ordered = request.toBuilder();
    for (ResourceSpans.Builder each : ordered.getResourceSpansBuilderList()) {
      List<ScopeSpans> scopes = new ArrayList<>(each.getScopeSpansList());
      scopes.sort(Comparator.comparing(spans -> spans.getScope().getName()));
      each.clearScopeSpans().addAllScopeSpans(scopes);
    }
    return ordered.build();
  }

  private static SpanData attributes() {
    return finish(
        TestSpans.TRACER
            .spanBuilder("attributes")
            .setNoParent()
            .setAttribute("string", "s")
            .setAttribute("empty", "")
            .setAttribute("no", false)
            .setAttribute("yes", true)
            .setAttribute("zero", 0)
            .setAttribute("long", Long.MIN_VALUE)
            .setAttribute("double", -1.5)
            .setAttribute(AttributeKey.stringArrayKey("strings"), List.of("a", "", "ü"))
            .setAttribute(AttributeKey.longArrayKey("longs"), List.of(0L, -1L, 1L << 40))
            .setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of(0.0, Double.NaN))
            .setAttribute(AttributeKey.booleanArrayKey("booleans"), List.of(true, false))
            .setAttribute(AttributeKey.stringArrayKey("none"), List.of())
            .setAttribute(
                AttributeKey.valueKey("value"),
                Value.of(
                    KeyValue.of("bytes", Value.of(new byte[] {0, -1, 5})),
                    KeyValue.of("list", Value.of(Value.of(1), Value.of("two"), Value.of(true))),
                    KeyValue.of("empty", Value.empty())))
            .startSpan());
  }

  private static SpanData texts() {
    Span span = TestSpans.TRACER.spanBuilder("€ and 𝄞 and \uD834 alone").setNoParent().startSpan();
    for (int length : new int[] {0, 1, 126, 127, 128, 129, 16_383, 16_384, 70_000}) {
      span.setAttribute("ascii" + length, "a".repeat(length));
      span.setAttribute("umlaut" + length, "ö".repeat(length));
      span.setAttribute("late" + length, "a".repeat(length) + "ö");
    }
    return finish(span);
  }

  private static SpanData eventsAndLinks() {
    Span span =
        TestSpans.TRACER
            .spanBuilder("events")
            .setNoParent()
            .addLink(SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), state(2)))
            .addLink(
                SpanContext.createFromRemoteParent(
                    TRACE_ID, SPAN_ID, TraceFlags.getDefault(), TraceState.getDefault()),
                Attributes.builder().put("linked", 1).build())
            .startSpan();
    span.addEvent("plain");
    span.addEvent("with", Attributes.builder().put("event", "x").build());
    span.recordException(new IllegalStateException("broken"));
    for (int i = 0; i < 200; i++) {
      span.addEvent("event " + i);
      span.setAttribute("attribute " + i, i);
    }
    span.setStatus(StatusCode.ERROR, "it is broken");
    return finish(span);
  }

  private static SpanData child(SpanContext parent) {
    Context context = Context.root().with(Span.wrap(parent));
    Span span = TestSpans.TRACER.spanBuilder("child").setParent(context).startSpan();
    span.setStatus(StatusCode.OK);
    return finish(span);
  }

  private static SpanData ofKind(SpanKind kind) {
    return finish(TestSpans.TRACER.spanBuilder("kind").setNoParent().setSpanKind(kind).startSpan());
  }

  /** A span that advice makes, and its child of another scope. */
  private static List<SpanData> ofAgent(SpanContext above) {
    Context outside = Context.root().with(Span.wrap(above));
    RecordedSpan server = begin(outside, "server", SpanKind.SERVER);
    server.put(AttributeKey.stringKey("put"), "p").put(AttributeKey.longKey("number"), 5L);
    RecordedSpan client = begin(server.in(outside), "client", SpanKind.CLIENT);
    client.addLink(SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), state(2)));
    client.recordException(new IllegalStateException("broken"));
    client.setError();
    return List.of(finish(client), finish(server));
  }

  private static RecordedSpan begin(Context parent, String name, SpanKind kind) {
    InstrumentationScopeInfo scope =
        InstrumentationScopeInfo.builder("of-" + name).setVersion("1").build();
    return requireNonNull(Tracing.begin(parent, scope, name, kind, null));
  }

  private static TraceState state(int members) {
    TraceStateBuilder state = TraceState.builder();
    for (int i = 0; i < members; i++) {
      state.put("key" + i, "value" + i);
    }
    return state.build();
  }

  private static SpanData finish(Span span) {
    span.end();
    return ((ReadableSpan) span).toSpanData();
  }
}
