// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpEndpointReaderTest {
  @TempDir Path directory;

  private static OtlpEndpointSettings read(TestSettings settings, Signal signal) {
    return new OtlpEndpointReader(settings.settings(), signal).read();
  }

  private static OtlpEndpointSettings traces(String... namesAndValues) {
    return read(new TestSettings(namesAndValues), Signal.TRACES);
  }

  @Test
  void read_nothingSet_defaults() {
    OtlpEndpointSettings read = traces();
    assertThat(read.url()).isEqualTo("http://localhost:4318/v1/traces");
    assertThat(read.protocol()).isEqualTo(OtlpProtocol.HTTP_PROTOBUF);
    assertThat(read.headers()).isEmpty();
    assertThat(read.gzip()).isFalse();
    assertThat(read.timeoutMillis()).isEqualTo(10_000);
    assertThat(read.certificate()).isNull();
    assertThat(read.clientKey()).isNull();
    assertThat(read.clientCertificate()).isNull();
    assertThat(read(new TestSettings(), Signal.METRICS).url())
        .isEqualTo("http://localhost:4318/v1/metrics");
  }

  @ParameterizedTest
  @CsvSource({
    "http://c:1,,http://c:1/v1/traces",
    "http://c:1/,,http://c:1/v1/traces",
    "http://c:1/base,,http://c:1/base/v1/traces",
    "http://c:1/base/,,http://c:1/base/v1/traces",
    "https://c,,https://c/v1/traces",
    "http://c:1,http://t:2/own,http://t:2/own",
    "http://c:1,http://t:2,http://t:2/",
    "http://c:1,http://t:2/,http://t:2/",
    ",http://t:2/v9/x,http://t:2/v9/x",
    "http://c:1,t:2,http://c:1/v1/traces",
    "c:1,,http://localhost:4318/v1/traces",
  })
  void url_http_baseGetsPathAndOwnIsUsedAsItIs(String general, String own, String expected) {
    TestSettings settings =
        new TestSettings(
            "OTEL_EXPORTER_OTLP_ENDPOINT", general, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", own);
    assertThat(read(settings, Signal.TRACES).url()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    ",,http://localhost:4317,0",
    "https://c:1,,https://c:1,0",
    "https://c:1/,,https://c:1,0",
    "http://c:1,http://t:2,http://t:2,0",
    "http://c:1/v1/traces,,http://c:1,1",
    "c:1,,http://localhost:4317,1",
  })
  void url_grpc_isSchemeHostAndPort(String general, String own, String expected, int lines) {
    TestSettings settings =
        new TestSettings(
            "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
            "OTEL_EXPORTER_OTLP_ENDPOINT", general,
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", own);
    OtlpEndpointSettings read = read(settings, Signal.TRACES);
    assertThat(read.url()).isEqualTo(expected);
    assertThat(read.protocol()).isEqualTo(OtlpProtocol.GRPC);
    assertThat(settings.lines()).hasSize(lines);
  }

  @Test
  void protocol_httpJson_oneLineAndProtobuf() {
    TestSettings settings = new TestSettings("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
    assertThat(read(settings, Signal.TRACES).protocol()).isEqualTo(OtlpProtocol.HTTP_PROTOBUF);
    assertThat(read(settings, Signal.METRICS).protocol()).isEqualTo(OtlpProtocol.HTTP_PROTOBUF);
    assertThat(settings.lines())
        .containsExactly(
            "[heddle] OTEL_EXPORTER_OTLP_PROTOCOL=http/json: accepted is one of [grpc,"
                + " http/protobuf]; http/protobuf is used");
  }

  @Test
  void read_ownValues_beatGeneralOnes() {
    TestSettings settings =
        new TestSettings(
            "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
            "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf",
            "OTEL_EXPORTER_OTLP_HEADERS", "a=1",
            "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "Authorization=Basic%20eA==",
            "OTEL_EXPORTER_OTLP_COMPRESSION", "gzip",
            "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "none",
            "OTEL_EXPORTER_OTLP_TIMEOUT", "1s",
            "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "0");
    OtlpEndpointSettings traces = read(settings, Signal.TRACES);
    assertThat(traces.protocol()).isEqualTo(OtlpProtocol.HTTP_PROTOBUF);
    assertThat(traces.headers()).containsExactly(entry("Authorization", "Basic eA=="));
    assertThat(traces.gzip()).isFalse();
    assertThat(traces.timeoutMillis()).isZero();
    assertThat(traces.toString()).doesNotContain("eA==");
    OtlpEndpointSettings metrics = read(settings, Signal.METRICS);
    assertThat(metrics.protocol()).isEqualTo(OtlpProtocol.GRPC);
    assertThat(metrics.headers()).containsExactly(entry("a", "1"));
    assertThat(metrics.gzip()).isTrue();
    assertThat(metrics.timeoutMillis()).isEqualTo(1_000);
    assertThat(settings.lines()).isEmpty();
  }

  @Test
  void certificates_readable_areKept() throws IOException {
    String pem = Files.writeString(directory.resolve("x.pem"), "x").toString();
    OtlpEndpointSettings read =
        traces(
            "OTEL_EXPORTER_OTLP_CERTIFICATE", pem,
            "OTEL_EXPORTER_OTLP_CLIENT_KEY", pem,
            "OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE", pem);
    assertThat(read.certificate()).hasToString(pem);
    assertThat(read.clientKey()).hasToString(pem);
    assertThat(read.clientCertificate()).hasToString(pem);
  }

  @Test
  void certificates_missingFiles_oneLineEachAndIgnored() {
    TestSettings settings =
        new TestSettings(
            "OTEL_EXPORTER_OTLP_CERTIFICATE", "/nowhere/ca.pem",
            "OTEL_EXPORTER_OTLP_CLIENT_KEY", "/nowhere/key.pem",
            "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "/nowhere/cert.pem");
    assertThat(read(settings, Signal.TRACES).certificate()).isNull();
    assertThat(read(settings, Signal.METRICS).clientKey()).isNull();
    assertThat(settings.lines()).hasSize(3);
  }

  @Test
  void certificates_keyWithoutCertificate_oneLineAndIgnored() throws IOException {
    String pem = Files.writeString(directory.resolve("x.pem"), "x").toString();
    TestSettings settings = new TestSettings("OTEL_EXPORTER_OTLP_CLIENT_KEY", pem);
    assertThat(read(settings, Signal.TRACES).clientKey()).isNull();
    assertThat(settings.lines())
        .containsExactly(
            "[heddle] OTEL_EXPORTER_OTLP_CLIENT_KEY="
                + pem
                + ": accepted is a client key together with a client certificate; it is ignored");
  }
}
