// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

/** What is exported; names the paths of the protocol. */
public enum OtlpSignal {
  /** Spans. */
  TRACES("v1/traces", "/opentelemetry.proto.collector.trace.v1.TraceService/Export"),
  /** Metric data points. */
  METRICS("v1/metrics", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export");

  private final String httpPath;
  final String grpcPath;

  OtlpSignal(String httpPath, String grpcPath) {
    this.httpPath = httpPath;
    this.grpcPath = grpcPath;
  }

  /** What is appended to a base URL for OTLP over HTTP, without a slash in front. */
  public String httpPath() {
    return httpPath;
  }
}
