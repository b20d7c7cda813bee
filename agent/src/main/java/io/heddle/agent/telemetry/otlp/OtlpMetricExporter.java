// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import io.heddle.agent.telemetry.export.ExportLog;
import io.heddle.agent.telemetry.export.RateLimitedLog;
import io.opentelemetry.exporter.internal.otlp.metrics.LowAllocationMetricsRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends metrics to an OTLP endpoint, on the thread that calls {@link #export} and before it
 * returns. Safe for use by several threads, which take turns. Throws nothing.
 */
public final class OtlpMetricExporter implements MetricExporter {
  private static final long TIMEOUT_NANOS = 30_000_000_000L;

  private final OtlpClient client;
  private final Temporality temporality;
  private final boolean exponentialHistograms;
  private final RateLimitedLog log;
  private final AtomicLong sentPoints = new AtomicLong();
  private final AtomicLong failedPoints = new AtomicLong();
  private final AtomicLong rejectedPoints = new AtomicLong();
  private final Object lock = new Object();
  private volatile @Nullable String lastError;
  private volatile boolean shutdown;
  private @Nullable LowAllocationMetricsRequestMarshaler marshaler;

  /**
   * Sends to the given endpoint.
   *
   * @param exponentialHistograms whether histograms are base-2 exponential instead of having
   *     explicit buckets
   */
  public OtlpMetricExporter(
      OtlpEndpoint endpoint,
      Temporality temporality,
      boolean exponentialHistograms,
      ExportLog log) {
    this(new OtlpClient(endpoint, OtlpSignal.METRICS), temporality, exponentialHistograms, log);
  }

  /** Sends by the given client, which the exporter closes in the end. */
  public OtlpMetricExporter(
      OtlpClient client, Temporality temporality, boolean exponentialHistograms, ExportLog log) {
    this.client = client;
    this.temporality = temporality;
    this.exponentialHistograms = exponentialHistograms;
    this.log = new RateLimitedLog(log);
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    if (shutdown) {
      return CompletableResultCode.ofFailure();
    }
    long points = 0;
    for (MetricData metric : metrics) {
      points += metric.getData().getPoints().size();
    }
    OtlpResult result;
    try {
      result = send(metrics);
    } catch (Throwable thrown) {
      result = OtlpResult.refused(thrown.toString());
    }
    if (!result.isDelivered()) {
      failedPoints.addAndGet(points);
      tell(points + " data points not delivered, " + result.message());
      return CompletableResultCode.ofFailure();
    }
    long rejected = Math.min(points, result.rejected());
    rejectedPoints.addAndGet(rejected);
    sentPoints.addAndGet(points - rejected);
    if (!result.message().isEmpty()) {
      tell(result.message());
    }
    return CompletableResultCode.ofSuccess();
  }

  private OtlpResult send(Collection<MetricData> metrics) {
    synchronized (lock) {
      LowAllocationMetricsRequestMarshaler message = marshaler;
      // Null while in use: what a failure left behind in a marshaler is not used again.
      marshaler = null;
      if (message == null) {
        message = new LowAllocationMetricsRequestMarshaler();
      }
      message.initialize(metrics);
      OtlpResult result = client.send(message, System.nanoTime() + TIMEOUT_NANOS);
      message.reset();
      marshaler = message;
      return result;
    }
  }

  private void tell(String error) {
    lastError = error;
    log.warn("metric export: " + error);
  }

  /** Data points that the receiver took. */
  public long sentPoints() {
    return sentPoints.get();
  }

  /** Data points of exports that did not arrive. */
  public long failedPoints() {
    return failedPoints.get();
  }

  /** Data points that the receiver took and threw away. */
  public long rejectedPoints() {
    return rejectedPoints.get();
  }

  /** What the last export that was not simply taken came to, or null when there was none. */
  public @Nullable String lastError() {
    return lastError;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return temporality.of(type);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType type) {
    return exponentialHistograms && type == InstrumentType.HISTOGRAM
        ? Aggregation.base2ExponentialBucketHistogram()
        : Aggregation.defaultAggregation();
  }

  @Override
  public MemoryMode getMemoryMode() {
    return MemoryMode.REUSABLE_DATA;
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  /** Breaks off an export that is under way; call it after the last collection. */
  @Override
  public CompletableResultCode shutdown() {
    shutdown = true;
    client.close();
    return CompletableResultCode.ofSuccess();
  }
}
