// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

/** An OTLP transport that the agent speaks. */
public enum OtlpProtocol {
  HTTP_PROTOBUF("http/protobuf"),
  GRPC("grpc");

  private final String word;

  OtlpProtocol(String word) {
    this.word = word;
  }

  /** The protocol's value in {@code OTEL_EXPORTER_OTLP_PROTOCOL}. */
  public String word() {
    return word;
  }
}
