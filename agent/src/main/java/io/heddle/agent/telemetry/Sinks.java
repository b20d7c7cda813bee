// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.telemetry.export.ConsoleSink;
import io.heddle.agent.telemetry.export.SinkResult;
import io.heddle.agent.telemetry.export.SpanSink;
import io.heddle.agent.telemetry.otlp.OtlpSpanSink;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** The sink that {@code OTEL_TRACES_EXPORTER} names. */
final class Sinks {
  private Sinks() {}

  static SpanSink of(TelemetrySettings settings, String userAgent) {
    boolean otlp = settings.tracesExporters().contains(ExporterKind.OTLP);
    boolean console = settings.tracesExporters().contains(ExporterKind.CONSOLE);
    SpanSink first =
        otlp
            ? new OtlpSpanSink(settings.tracesEndpoint().endpoint(userAgent))
            : new ConsoleSink(System.out);
    return otlp && console ? new Both(first, new ConsoleSink(System.out)) : first;
  }

  /** Exports to one sink after the other; the result is the first one's. */
  private static final class Both implements SpanSink {
    private final SpanSink first;
    private final SpanSink second;

    Both(SpanSink first, SpanSink second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public SinkResult export(List<SpanData> batch, long deadlineNanos) {
      SinkResult result = first.export(batch, deadlineNanos);
      second.export(batch, deadlineNanos);
      return result;
    }

    @Override
    public void idle() {
      first.idle();
      second.idle();
    }

    @Override
    public void abort() {
      first.abort();
      second.abort();
    }

    @Override
    public void close() {
      first.close();
      second.close();
    }
  }
}
