// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.http.HttpTestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A server to call, and what the span of a call must be. */
abstract class ClientTest {
  static final Duration SILENCE = Duration.ofMillis(300);
  static HttpTestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new HttpTestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.clear();
  }

  static HttpURLConnection open(String path) throws IOException {
    return url(server.url(path));
  }

  static HttpURLConnection url(String url) throws IOException {
    return (HttpURLConnection) URI.create(url).toURL().openConnection();
  }

  static String exchange(HttpURLConnection connection) throws IOException {
    try (OutputStream out = connection.getOutputStream()) {
      out.write("hello".getBytes(StandardCharsets.US_ASCII));
    }
    return text(connection.getInputStream());
  }

  static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** The one trace, once it has as many spans; the server's may arrive before the client's. */
  static Trace trace(Traces traces, int spans) {
    traces.awaitSpans(spans);
    return traces.awaitTrace();
  }

  /** The client's span of a request that was answered. */
  static SpanAssert client(Traces traces) {
    return assertThat(trace(traces, 2).span(0));
  }

  static SpanAssert ok(SpanAssert span, String method, String path) {
    return span.hasName(method)
        .hasKind(Kind.CLIENT)
        .hasAttributesExactly(
            "http.request.method",
            method,
            "url.full",
            server.url(path),
            "server.address",
            "localhost",
            "server.port",
            server.port(),
            "http.response.status_code",
            200,
            "network.protocol.version",
            "1.1")
        .hasStatus(Status.UNSET)
        .hasNoEvents();
  }

  static String traceParent(SpanRecord span) {
    return "00-" + span.traceId() + "-" + span.spanId() + "-03";
  }
}
