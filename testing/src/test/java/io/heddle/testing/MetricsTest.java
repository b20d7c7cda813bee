// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void awaitMetric_recordedBeforeTheCall_isContained(boolean grpc) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        SdkMeterProvider provider = provider(receiver, grpc)) {
      Meter meter = provider.get("kit");
      LongCounter counter = meter.counterBuilder("requests").setUnit("{request}").build();
      for (int i = 1; i <= 3; i++) {
        counter.add(1, Attributes.builder().put("route", "/a").build());

        MetricRecord metric = receiver.traces().awaitMetric("requests");

        assertThat(metric.type()).isEqualTo(MetricRecord.Type.SUM);
        assertThat(metric.monotonic()).isTrue();
        assertThat(metric.unit()).isEqualTo("{request}");
        assertThat(metric.temporality()).isEqualTo(MetricRecord.Temporality.CUMULATIVE);
        assertThat(metric.point(Map.of("route", "/a")).value()).isEqualTo((long) i);
      }
      meter.histogramBuilder("duration").setUnit("s").build().record(0.3);

      MetricRecord.Point point = receiver.traces().awaitMetric("duration").points().get(0);

      assertThat(point.count()).isEqualTo(1);
      assertThat(point.sum()).isEqualTo(0.3);
      assertThat(point.bucketCounts()).hasSize(point.bounds().size() + 1).contains(1L);
    }
  }

  private static SdkMeterProvider provider(OtlpReceiver receiver, boolean grpc) {
    MetricExporter exporter =
        grpc
            ? OtlpGrpcMetricExporter.builder().setEndpoint(receiver.grpcEndpoint()).build()
            : OtlpHttpMetricExporter.builder()
                .setEndpoint(receiver.httpEndpoint() + "/v1/metrics")
                .build();
    return SdkMeterProvider.builder()
        .registerMetricReader(
            PeriodicMetricReader.builder(exporter).setInterval(Duration.ofMillis(50)).build())
        .build();
  }
}
