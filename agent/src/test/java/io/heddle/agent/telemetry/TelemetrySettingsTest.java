// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.agent.telemetry.export.BatchSettings;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetrySettingsTest {
  private static TelemetrySettings read(String... namesAndValues) {
    return TelemetrySettings.read(new TestSettings(namesAndValues).settings());
  }

  @Test
  void read_nothingSet_specificationDefaults() {
    TestSettings settings = new TestSettings();
    TelemetrySettings read = TelemetrySettings.read(settings.settings());
    assertThat(read.disabled()).isFalse();
    assertThat(read.tracesExporters()).containsExactly(ExporterKind.OTLP);
    assertThat(read.metricsExporters()).containsExactly(ExporterKind.OTLP);
    assertThat(read.batch().delayMillis).isEqualTo(5_000);
    assertThat(read.batch().exportTimeoutMillis).isEqualTo(30_000);
    assertThat(read.batch().maxQueue).isEqualTo(2_048);
    assertThat(read.batch().maxBatch).isEqualTo(512);
    assertThat(read.metricExportIntervalMillis()).isEqualTo(60_000);
    assertThat(read.spanLimits()).isEqualTo(SpanLimits.getDefault());
    assertThat(read.sampler()).as("parentbased_always_on").isNull();
    assertThat(read.tracesEndpoint().url()).endsWith("/v1/traces");
    assertThat(read.metricsEndpoint().url()).endsWith("/v1/metrics");
    assertThat(settings.lines()).isEmpty();
    assertThat(settings.settings().names())
        .contains("otel.bsp.schedule.delay", "otel.traces.exporter", "otel.sdk.disabled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "otlp | [OTLP] | 0",
        "Console | [CONSOLE] | 0",
        "console,otlp,otlp | [OTLP, CONSOLE] | 0",
        "none | [] | 0",
        "none,otlp | [] | 1",
        "zipkin | [OTLP] | 1",
        "console,prometheus | [CONSOLE] | 1"
      })
  void exporters_anyList_kindsAndLines(String text, String expected, int lines) {
    TestSettings settings =
        new TestSettings("OTEL_TRACES_EXPORTER", text, "OTEL_METRICS_EXPORTER", "none");
    TelemetrySettings read = TelemetrySettings.read(settings.settings());
    assertThat(read.tracesExporters()).hasToString(expected);
    assertThat(read.metricsExporters()).isEmpty();
    assertThat(settings.lines()).hasSize(lines);
  }

  @Test
  void batch_batchLargerThanQueue_oneLineAndQueueIsTheLimit() {
    TestSettings settings =
        new TestSettings(
            "OTEL_BSP_MAX_QUEUE_SIZE", "100",
            "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "200",
            "OTEL_BSP_SCHEDULE_DELAY", "1s");
    BatchSettings batch = TelemetrySettings.read(settings.settings()).batch();
    assertThat(batch.maxQueue).isEqualTo(100);
    assertThat(batch.maxBatch).isEqualTo(100);
    assertThat(batch.delayMillis).isEqualTo(1_000);
    assertThat(settings.lines())
        .containsExactly(
            "[heddle] OTEL_BSP_MAX_EXPORT_BATCH_SIZE=200: accepted is a whole number from 1 to"
                + " 100; 100 is used");
  }

  @Test
  void spanLimits_generalAndSpecific_specificWins() {
    SpanLimits limits =
        read(
                "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "100",
                "OTEL_ATTRIBUTE_COUNT_LIMIT", "10",
                "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "20",
                "OTEL_SPAN_EVENT_COUNT_LIMIT", "0",
                "OTEL_SPAN_LINK_COUNT_LIMIT", "3",
                "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "4")
            .spanLimits();
    assertThat(limits.getMaxAttributeValueLength()).isEqualTo(100);
    assertThat(limits.getMaxNumberOfAttributes()).isEqualTo(20);
    assertThat(limits.getMaxNumberOfEvents()).isZero();
    assertThat(limits.getMaxNumberOfLinks()).isEqualTo(3);
    assertThat(limits.getMaxNumberOfAttributesPerEvent()).isEqualTo(10);
    assertThat(limits.getMaxNumberOfAttributesPerLink()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "always_on,,AlwaysOnSampler,0",
    "ALWAYS_OFF,,AlwaysOffSampler,0",
    "traceidratio,0.25,TraceIdRatioBased{0.250000},0",
    "traceidratio,,TraceIdRatioBased{1.000000},0",
    "traceidratio,2,TraceIdRatioBased{1.000000},1",
    "parentbased_always_off,,ParentBased{root:AlwaysOffSampler,0",
    "parentbased_traceidratio,0.5,ParentBased{root:TraceIdRatioBased{0.500000},0",
    "jaeger_remote,,default,1",
    "xray,,default,1",
  })
  void sampler_anyName_samplerAndLines(String name, String arg, String expected, int lines) {
    TestSettings settings =
        new TestSettings("OTEL_TRACES_SAMPLER", name, "OTEL_TRACES_SAMPLER_ARG", arg);
    Sampler sampler = TelemetrySettings.read(settings.settings()).sampler();
    assertThat(sampler == null ? "default" : sampler.getDescription()).startsWith(expected);
    assertThat(settings.lines()).hasSize(lines);
  }
}
