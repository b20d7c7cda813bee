// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpMetricExporterTest {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private static void record(OtlpMetricExporter exporter, int rounds) {
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerMetricReader(
                PeriodicMetricReader.builder(exporter).setInterval(1, TimeUnit.HOURS).build())
            .build()) {
      for (int i = 0; i < rounds; i++) {
        provider.get("m").counterBuilder("requests").build().add(7);
        provider.get("m").histogramBuilder("duration").build().record(0.5);
        provider.get("m").upDownCounterBuilder("active").build().add(1);
        provider.forceFlush().join(10, TimeUnit.SECONDS);
      }
    }
  }

  private static Map<String, Metric> metrics(ExportMetricsServiceRequest request) {
    Map<String, Metric> byName = new TreeMap<>();
    request
        .getResourceMetrics(0)
        .getScopeMetricsList()
        .forEach(scope -> scope.getMetricsList().forEach(m -> byName.put(m.getName(), m)));
    return byName;
  }

  @Test
  void export_deltaOverGrpc_arrives() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver()) {
      OtlpMetricExporter exporter =
          new OtlpMetricExporter(receiver.endpoint().build(), Temporality.DELTA, true, lines::add);
      record(exporter, 2);
      assertThat(receiver.metrics).hasSizeGreaterThanOrEqualTo(2);
      Map<String, Metric> second = metrics(receiver.metrics.get(1));
      assertThat(second).containsKeys("active", "duration", "requests");
      assertThat(second.get("requests").getSum().getDataPoints(0).getAsInt()).isEqualTo(7);
      assertThat(second.get("requests").getSum().getAggregationTemporality())
          .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
      assertThat(second.get("duration").hasExponentialHistogram()).isTrue();
      assertThat(second.get("active").getSum().getAggregationTemporality())
          .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      assertThat(exporter.sentPoints()).isGreaterThanOrEqualTo(6);
      assertThat(exporter.failedPoints()).isZero();
    }
  }

  @Test
  void export_cumulativeOverHttp_arrivesAndCountsRejected() throws Exception {
    try (HttpReceiver receiver = new HttpReceiver()) {
      receiver.answers.add(HttpReceiver.Answer.proto(200, new byte[0]));
      receiver.answers.add(
          HttpReceiver.Answer.proto(
              200,
              ExportMetricsServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportMetricsPartialSuccess.newBuilder()
                          .setRejectedDataPoints(2)
                          .setErrorMessage("dup"))
                  .build()
                  .toByteArray()));
      OtlpMetricExporter exporter =
          new OtlpMetricExporter(
              receiver.endpoint().gzip(false).build(), Temporality.CUMULATIVE, false, lines::add);
      record(exporter, 2);
      Map<String, Metric> second =
          metrics(ExportMetricsServiceRequest.parseFrom(receiver.bodies.get(1)));
      assertThat(second.get("requests").getSum().getDataPoints(0).getAsInt()).isEqualTo(14);
      assertThat(second.get("duration").hasHistogram()).isTrue();
      assertThat(exporter.rejectedPoints()).isEqualTo(2);
      assertThat(exporter.lastError()).contains("dup");
      assertThat(lines).singleElement().asString().startsWith("metric export: partial success");
    }
  }

  @Test
  void export_deadReceiver_failsAndIsCounted() throws Exception {
    OtlpEndpoint endpoint;
    try (HttpReceiver receiver = new HttpReceiver()) {
      endpoint = receiver.endpoint().build();
    }
    OtlpMetricExporter exporter =
        new OtlpMetricExporter(
            new OtlpClient(endpoint, OtlpSignal.METRICS, Requests.FAST),
            Temporality.LOWMEMORY,
            false,
            lines::add);
    record(exporter, 1);
    assertThat(exporter.sentPoints()).isZero();
    assertThat(exporter.failedPoints()).isGreaterThanOrEqualTo(3);
    assertThat(lines).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(InstrumentType.class)
  void temporality_eachInstrument_isThatOfTheSdk(InstrumentType type) {
    assertThat(Temporality.CUMULATIVE.of(type))
        .isEqualTo(
            AggregationTemporalitySelector.alwaysCumulative().getAggregationTemporality(type));
    assertThat(Temporality.DELTA.of(type))
        .isEqualTo(AggregationTemporalitySelector.deltaPreferred().getAggregationTemporality(type));
    assertThat(Temporality.LOWMEMORY.of(type))
        .isEqualTo(AggregationTemporalitySelector.lowMemory().getAggregationTemporality(type));
  }
}
