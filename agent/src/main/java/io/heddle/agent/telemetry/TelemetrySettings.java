// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.settings.Settings;
import io.heddle.agent.telemetry.export.BatchSettings;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the SDK is built from, but for resource and propagators. Immutable. */
public final class TelemetrySettings {
  private final boolean disabled;
  private final Set<ExporterKind> tracesExporters;
  private final Set<ExporterKind> metricsExporters;
  private final BatchSettings batch;
  private final SpanLimits spanLimits;
  private final @Nullable Sampler sampler;
  private final boolean rootClientsExcluded;
  private final OtlpEndpointSettings tracesEndpoint;
  private final OtlpEndpointSettings metricsEndpoint;
  private final long metricExportIntervalMillis;

  private TelemetrySettings(Settings settings) {
    disabled = settings.bool("otel.sdk.disabled", false);
    tracesExporters = ExporterKind.read(settings, Signal.TRACES);
    metricsExporters = ExporterKind.read(settings, Signal.METRICS);
    batch = readBatch(settings);
    spanLimits = SpanLimitSettings.read(settings);
    sampler = SamplerSettings.read(settings);
    rootClientsExcluded = settings.bool("heddle.traces.exclude-root-clients", false);
    tracesEndpoint = new OtlpEndpointReader(settings, Signal.TRACES).read();
    metricsEndpoint = new OtlpEndpointReader(settings, Signal.METRICS).read();
    metricExportIntervalMillis = settings.durationMillis("otel.metric.export.interval", 60_000, 1);
  }

  private static BatchSettings readBatch(Settings settings) {
    int queue = settings.integer("otel.bsp.max.queue.size", 2048, 1, 1 << 24);
    return new BatchSettings(
        queue,
        settings.integer("otel.bsp.max.export.batch.size", Math.min(512, queue), 1, queue),
        settings.durationMillis("otel.bsp.schedule.delay", 5_000, 1),
        settings.durationMillis("otel.bsp.export.timeout", 30_000, 0));
  }

  /** Reads all of them; malformed ones are told as {@link Settings} does. */
  public static TelemetrySettings read(Settings settings) {
    return new TelemetrySettings(settings);
  }

  /** Whether no signal is to be recorded; propagators stay active. */
  public boolean disabled() {
    return disabled;
  }

  /** Empty for {@code none}. */
  public Set<ExporterKind> tracesExporters() {
    return tracesExporters;
  }

  /** Empty for {@code none}. */
  public Set<ExporterKind> metricsExporters() {
    return metricsExporters;
  }

  public BatchSettings batch() {
    return batch;
  }

  public SpanLimits spanLimits() {
    return spanLimits;
  }

  /** Null for {@code parentbased_always_on}, which needs no object to decide. */
  public @Nullable Sampler sampler() {
    return sampler;
  }

  /** Whether CLIENT spans without a parent are left out. */
  public boolean rootClientsExcluded() {
    return rootClientsExcluded;
  }

  public OtlpEndpointSettings tracesEndpoint() {
    return tracesEndpoint;
  }

  public OtlpEndpointSettings metricsEndpoint() {
    return metricsEndpoint;
  }

  public long metricExportIntervalMillis() {
    return metricExportIntervalMillis;
  }
}
