// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropagatorSettingsTest {
  private static final SpanContext SPAN =
      SpanContext.create(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| baggage,traceparent | 0",
        "tracecontext | traceparent | 0",
        "TraceContext,tracecontext | traceparent | 0",
        "baggage | baggage | 0",
        "b3 | b3 | 0",
        "b3multi | X-B3-Sampled,X-B3-SpanId,X-B3-TraceId | 0",
        "tracecontext,b3 | b3,traceparent | 0",
        "none | '' | 0",
        "none,tracecontext | '' | 1",
        "jaeger,xray,tracecontext | traceparent | 1",
        "ottrace | baggage,traceparent | 1"
      })
  void read_anyList_injectsThoseHeaders(String text, String headers, int lines) {
    TestSettings settings = new TestSettings("OTEL_PROPAGATORS", text);
    TextMapPropagator propagator = PropagatorSettings.read(settings.settings());
    TreeMap<String, String> carrier = new TreeMap<>();
    Context context =
        Context.root().with(Span.wrap(SPAN)).with(Baggage.builder().put("k", "v").build());
    propagator.inject(context, carrier, (map, key, value) -> map.put(key, value));
    assertThat(String.join(",", carrier.keySet())).isEqualTo(headers);
    assertThat(settings.lines()).hasSize(lines);
    Lines received = new Lines();
    carrier.forEach(received::add);
    Context extracted = propagator.extract(Context.root(), received, Lines.GETTER);
    assertThat(Span.fromContext(extracted).getSpanContext().getTraceId())
        .isEqualTo(
            headers.contains("3") || headers.contains("traceparent")
                ? SPAN.getTraceId()
                : SpanContext.getInvalid().getTraceId());
    assertThat(Baggage.fromContext(extracted).getEntryValue("k"))
        .isEqualTo(headers.contains("baggage") ? "v" : null);
  }
}
