// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import io.heddle.agent.telemetry.export.SinkResult;
import io.heddle.agent.telemetry.export.SpanSink;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** Sends batches of spans to an OTLP endpoint, each written into the buffer of the last one. */
public final class OtlpSpanSink implements SpanSink {
  private final OtlpClient client;
  private final ProtoWriter request = new ProtoWriter();
  private final TraceRequestWriter writer = new TraceRequestWriter(request);

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
    OtlpResult result;
    try {
      writer.write(batch, OtlpClient.MAX_REQUEST);
      result = client.send(request.bytes(), request.size(), deadlineNanos);
    } finally {
      request.clear();
    }
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
