// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import io.heddle.agent.telemetry.export.SinkResult;
import io.heddle.agent.telemetry.export.SpanSink;
import io.opentelemetry.exporter.internal.otlp.traces.LowAllocationTraceRequestMarshaler;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches of spans to an OTLP endpoint, written with one set of buffers that is kept from
 * batch to batch.
 */
public final class OtlpSpanSink implements SpanSink {
  private final OtlpClient client;
  private @Nullable LowAllocationTraceRequestMarshaler marshaler;

  /** Sends by the given client, which the sink closes in the end. */
  public OtlpSpanSink(OtlpClient client) {
    this.client = client;
  }

  /** Sends to the given endpoint. */
  public OtlpSpanSink(OtlpEndpoint endpoint) {
    this(new OtlpClient(endpoint, OtlpSignal.TRACES));
  }

  @Override
  public SinkResult export(List<SpanData> batch, long deadlineNanos) {
    LowAllocationTraceRequestMarshaler message = marshaler;
    // Null while in use: what a failure left behind in a marshaler is not used again.
    marshaler = null;
    if (message == null) {
      message = new LowAllocationTraceRequestMarshaler();
    }
    message.initialize(batch);
    OtlpResult result = client.send(message, deadlineNanos);
    message.reset();
    marshaler = message;
    switch (result.kind()) {
      case SENT:
        return SinkResult.sent();
      case PARTIAL:
        return SinkResult.partial(result.rejected(), result.message());
      default:
        return SinkResult.failed(result.message());
    }
  }

  @Override
  public void abort() {
    client.close();
  }

  @Override
  public void close() {
    client.close();
  }
}
