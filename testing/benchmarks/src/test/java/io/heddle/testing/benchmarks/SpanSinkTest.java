// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpanSinkTest {
  private static final byte[] SPANS =
      ExportTraceServiceRequest.newBuilder()
          .addResourceSpans(
              ResourceSpans.newBuilder()
                  .addScopeSpans(
                      ScopeSpans.newBuilder()
                          .addSpans(span(Span.SpanKind.SPAN_KIND_CLIENT, ""))
                          .addSpans(span(Span.SpanKind.SPAN_KIND_CLIENT, "12345678"))
                          .addSpans(span(Span.SpanKind.SPAN_KIND_SERVER, ""))))
          .build()
          .toByteArray();

  private final HttpClient client = HttpClient.newHttpClient();
  private SpanSink sink;

  @BeforeEach
  void start() throws Exception {
    sink = new SpanSink();
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void traces_sent_areCounted() throws Exception {
    assertThat(send(request("/v1/traces").POST(BodyPublishers.ofByteArray(SPANS))).statusCode())
        .isEqualTo(200);

    assertThat(counts()).isEqualTo("spans=3 client=2 client_roots=1 server=1 server_roots=1");
    assertThat(counts()).isEqualTo("spans=0 client=0 client_roots=0 server=0 server_roots=0");
  }

  @Test
  void traces_compressed_areCounted() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(SPANS);
    }
    send(
        request("/v1/traces")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(compressed.toByteArray())));

    assertThat(counts()).startsWith("spans=3 ");
  }

  @Test
  void metrics_sent_areAccepted() throws Exception {
    assertThat(send(request("/v1/metrics").POST(BodyPublishers.ofString("any"))).statusCode())
        .isEqualTo(200);
    assertThat(counts()).startsWith("spans=0 ");
  }

  private static Span span(Span.SpanKind kind, String parent) {
    return Span.newBuilder().setKind(kind).setParentSpanId(ByteString.copyFromUtf8(parent)).build();
  }

  private String counts() throws Exception {
    return send(request("/counts").GET()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sink.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
