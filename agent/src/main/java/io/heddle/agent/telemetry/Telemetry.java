// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.AgentLog;
import io.heddle.agent.settings.Settings;
import io.heddle.agent.telemetry.export.BatchQueue;
import io.heddle.agent.telemetry.export.ExportLog;
import io.heddle.agent.telemetry.export.ExportStats;
import io.heddle.agent.telemetry.otlp.OtlpMetricExporter;
import io.heddle.agent.telemetry.otlp.Temporality;
import io.heddle.instrumentation.api.metrics.KitMetric;
import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.SpanConsumer;
import io.heddle.instrumentation.api.trace.Tracing;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of spans and metrics: built by hand from the parts of the SDK, in two steps, since
 * spans must be recorded from the first woven class on and the exporter is needed seconds later.
 *
 * <p>Both steps run on the agent's start thread. Nothing is thrown.
 */
public final class Telemetry {
  private static final String SCOPE = "io.heddle";
  private static final long DEFAULT_SHUTDOWN_MILLIS = 3_000;

  private final Settings settings;
  private final String version;
  private final long shutdownMillis;
  private final ExportLog log =
      new ExportLog() {
        @Override
        public void warn(String line) {
          AgentLog.line(line);
        }
      };

  private @Nullable TelemetrySettings telemetrySettings;
  private @Nullable LateSink sink;
  private volatile @Nullable BatchQueue queue;
  private volatile @Nullable SdkMeterProvider meters;
  private volatile @Nullable OtlpMetricExporter metricExporter;

  /**
   * @param version of the agent, for resource and user agent
   */
  public Telemetry(Settings settings, String version) {
    this.settings = settings;
    this.version = version;
    shutdownMillis = settings.durationMillis("heddle.shutdown.timeout", DEFAULT_SHUTDOWN_MILLIS, 0);
  }

  /** Lets spans be recorded and queued, and context be propagated. */
  public void record() {
    TelemetrySettings read = TelemetrySettings.read(settings);
    telemetrySettings = read;
    Tracing.setPropagator(PropagatorSettings.read(settings));
    HttpSettingsReader.read(settings);
    if (!read.disabled()) {
      exportAtShutdown();
    }
    if (read.disabled() || read.tracesExporters().isEmpty()) {
      Tracing.disable();
      return;
    }
    Tracing.setSampler(read.sampler());
    Tracing.setLimits(read.spanLimits());
    if (read.rootClientsExcluded()) {
      Tracing.excludeRootClients();
    }
    LateSink late = new LateSink();
    BatchQueue made = new BatchQueue(late, read.batch(), log);
    sink = late;
    queue = made;
    Tracing.setConsumer(new Queueing(made));
  }

  /** From the first span on: a program may end before the exporter is ready, which then waits. */
  private void exportAtShutdown() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(new Shutdown(), "heddle-shutdown"));
    } catch (IllegalStateException e) {
      // The JVM is going down already.
    }
  }

  /** Finds out about the process, and lets exports begin. */
  public void export() {
    TelemetrySettings read = telemetrySettings;
    if (read == null || read.disabled()) {
      return;
    }
    Resource resource = new ResourceDetector(settings, version).detect();
    Tracing.setResource(resource);
    String userAgent = "Heddle/" + version;
    if (sink != null) {
      sink.set(Sinks.of(read, userAgent));
    }
    if (read.metricsExporters().contains(ExporterKind.OTLP)) {
      startMetrics(read, resource, userAgent);
    }
  }

  private void startMetrics(TelemetrySettings read, Resource resource, String userAgent) {
    OtlpMetricExporter exporter =
        new OtlpMetricExporter(
            read.metricsEndpoint().endpoint(userAgent), temporality(), false, log);
    SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .setResource(resource)
            .registerMetricReader(
                PeriodicMetricReader.builder(exporter)
                    .setInterval(read.metricExportIntervalMillis(), TimeUnit.MILLISECONDS)
                    .build())
            .build();
    metricExporter = exporter;
    meters = provider;
    KitMetric.startAll(provider.get(SCOPE));
  }

  private Temporality temporality() {
    String name =
        settings.oneOf(
            "otel.exporter.otlp.metrics.temporality.preference",
            "cumulative",
            "cumulative",
            "delta",
            "lowmemory");
    return name.equals("delta")
        ? Temporality.DELTA
        : name.equals("lowmemory") ? Temporality.LOWMEMORY : Temporality.CUMULATIVE;
  }

  /** What was sent and lost so far, or null when no traces are exported. */
  public @Nullable ExportStats stats() {
    BatchQueue current = queue;
    return current == null ? null : current.stats();
  }

  private static final class Queueing implements SpanConsumer {
    private final BatchQueue queue;

    Queueing(BatchQueue queue) {
      this.queue = queue;
    }

    @Override
    public void accept(RecordedSpan span) {
      queue.offer(span);
    }
  }

  /** Exports what is queued when the JVM goes down, within the bound. */
  private final class Shutdown implements Runnable {
    @Override
    public void run() {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(shutdownMillis);
      Thread lastMetrics = null;
      SdkMeterProvider provider = meters;
      if (provider != null) {
        lastMetrics = new Thread(new LastMetrics(provider), "heddle-shutdown-metrics");
        lastMetrics.setDaemon(true);
        lastMetrics.start();
      }
      BatchQueue spans = queue;
      if (spans != null) {
        spans.shutdown(shutdownMillis);
      }
      if (lastMetrics != null) {
        join(lastMetrics, deadline);
        OtlpMetricExporter exporter = metricExporter;
        if (exporter != null) {
          exporter.shutdown();
        }
      }
    }

    private void join(Thread thread, long deadline) {
      try {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left > 0) {
          thread.join(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Collects and exports metrics a last time. On a thread of its own: the reader's {@code shutdown}
   * waits inside for up to ten seconds, twice, whatever time its caller has.
   */
  private static final class LastMetrics implements Runnable {
    private final SdkMeterProvider provider;

    LastMetrics(SdkMeterProvider provider) {
      this.provider = provider;
    }

    @Override
    public void run() {
      provider.shutdown();
    }
  }
}
