// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://localhost:4318/v1/traces, localhost, 4318, /v1/traces, localhost:4318",
    "HTTPS://Otel.example/a/b?c=d#e, Otel.example, 443, /a/b?c=d, Otel.example",
    "http://otel_collector, otel_collector, 80, /, otel_collector",
    "http://[::1]:4318, ::1, 4318, /, [::1]:4318",
    "https://[fe80::1%eth0]/x, fe80::1%eth0, 443, /x, [fe80::1%eth0]",
    "http://user:p@ss@host:1?q, host, 1, /?q, host:1",
    "http://host:1/a@b, host, 1, /a@b, host:1",
    "' http://host:80/ ', host, 80, /, host",
  })
  void parse_url_takesItApart(String url, String host, int port, String path, String authority) {
    OtlpUrl parsed = OtlpUrl.parse(url);
    assertThat(parsed.host).isEqualTo(host);
    assertThat(parsed.port).isEqualTo(port);
    assertThat(parsed.path).isEqualTo(path);
    assertThat(parsed.authority()).isEqualTo(authority);
    assertThat(parsed.secure).isEqualTo(url.trim().toLowerCase().startsWith("https"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:4318",
        "ftp://x",
        "http://",
        "http://:80",
        "http://a:b",
        "http://a:0",
        "http://a:70000",
        "http://a/b c",
        "http://a/\r\nX: y",
        "http://[::1",
        "http://ü"
      })
  void parse_noUrl_throws(String url) {
    assertThatThrownBy(() -> OtlpUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OTLP endpoint");
  }

  @Test
  void isLiteral_addressesOnly() {
    assertThat(OtlpUrl.parse("http://127.0.0.1").isLiteral()).isTrue();
    assertThat(OtlpUrl.parse("http://[::1]").isLiteral()).isTrue();
    assertThat(OtlpUrl.parse("http://a1.example").isLiteral()).isFalse();
  }

  @Test
  void client_keyWithoutCertificate_throws() {
    OtlpEndpoint.Builder builder = OtlpEndpoint.at("http://a", OtlpEndpoint.Protocol.GRPC);
    assertThatThrownBy(() -> builder.client("key", null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
