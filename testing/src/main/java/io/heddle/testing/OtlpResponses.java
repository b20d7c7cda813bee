// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.Arrays;

/** The messages that a receiver sends back. */
final class OtlpResponses {
  private OtlpResponses() {}

  /** The encoded response; empty for a plain success and for every error status. */
  static byte[] body(Signal signal, Answer answer) {
    if (answer.kind() == Answer.Kind.GARBAGE) {
      byte[] garbage = new byte[64];
      Arrays.fill(garbage, (byte) 0xff);
      return garbage;
    }
    if (answer.rejected() == 0) {
      return new byte[0];
    }
    return switch (signal) {
      case TRACES ->
          ExportTraceServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportTracePartialSuccess.newBuilder()
                      .setRejectedSpans(answer.rejected())
                      .setErrorMessage(answer.message()))
              .build()
              .toByteArray();
      case METRICS ->
          ExportMetricsServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportMetricsPartialSuccess.newBuilder()
                      .setRejectedDataPoints(answer.rejected())
                      .setErrorMessage(answer.message()))
              .build()
              .toByteArray();
      case LOGS ->
          ExportLogsServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportLogsPartialSuccess.newBuilder()
                      .setRejectedLogRecords(answer.rejected())
                      .setErrorMessage(answer.message()))
              .build()
              .toByteArray();
    };
  }
}
