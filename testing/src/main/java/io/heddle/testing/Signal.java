// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import org.jspecify.annotations.Nullable;

/** The kinds of telemetry that OTLP carries. */
public enum Signal {
  TRACES("/v1/traces", "opentelemetry.proto.collector.trace.v1.TraceService"),
  METRICS("/v1/metrics", "opentelemetry.proto.collector.metrics.v1.MetricsService"),
  LOGS("/v1/logs", "opentelemetry.proto.collector.logs.v1.LogsService");

  private final String path;
  private final String grpcService;

  Signal(String path, String grpcService) {
    this.path = path;
    this.grpcService = grpcService;
  }

  /** Full name of the gRPC service whose method {@code Export} takes this signal. */
  public String grpcService() {
    return grpcService;
  }

  static @Nullable Signal ofPath(String path) {
    for (Signal signal : values()) {
      if (signal.path.equals(path)) {
        return signal;
      }
    }
    return null;
  }
}
