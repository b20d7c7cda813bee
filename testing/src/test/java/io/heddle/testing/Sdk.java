// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;

/** The OpenTelemetry SDK with a real OTLP exporter. */
final class Sdk implements AutoCloseable {
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  private final SdkTracerProvider provider;

  private Sdk(SpanExporter exporter) {
    provider =
        SdkTracerProvider.builder()
            .setResource(Resource.builder().put(SERVICE_NAME, "sdk").build())
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter)
                    .setScheduleDelay(Duration.ofMillis(50))
                    .build())
            .build();
  }

  static Sdk http(String endpoint) {
    return new Sdk(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint + "/v1/traces")
            .setCompression("gzip")
            .build());
  }

  static Sdk grpc(String endpoint) {
    return new Sdk(
        OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).setCompression("gzip").build());
  }

  Tracer tracer() {
    return provider.get("kit", "1.2");
  }

  @Override
  public void close() {
    provider.close();
  }
}
