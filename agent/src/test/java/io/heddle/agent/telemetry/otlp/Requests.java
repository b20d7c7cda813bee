// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import io.heddle.agent.telemetry.export.TestSpans;
import io.opentelemetry.exporter.internal.otlp.traces.LowAllocationTraceRequestMarshaler;
import java.util.concurrent.TimeUnit;

/** Requests to send in tests, and deadlines for them. */
final class Requests {
  static final RetryPolicy FAST = new RetryPolicy(5, 20, 50);

  private Requests() {}

  static LowAllocationTraceRequestMarshaler spans(int count) {
    LowAllocationTraceRequestMarshaler message = new LowAllocationTraceRequestMarshaler();
    message.initialize(TestSpans.spans(count));
    return message;
  }

  static long in(long seconds) {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  static OtlpResult send(OtlpEndpoint endpoint) {
    OtlpClient client = new OtlpClient(endpoint, OtlpSignal.TRACES, FAST);
    try {
      return client.send(spans(3), in(20));
    } finally {
      client.close();
    }
  }
}
