// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A server to call, and what the span of a call must be. */
abstract class ClientTest {
  static final Duration SILENCE = Duration.ofMillis(300);
  static final URI NOBODY = URI.create("http://localhost:1/");
  static HttpTestServer server;
  static HttpClient client;

  @BeforeAll
  static void start() throws IOException {
    server = new HttpTestServer();
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.clear();
  }

  static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.url(path)));
  }

  static HttpRequest get(String path) {
    return to(path).build();
  }

  static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  /** The one trace, once it has as many spans; the server's may arrive before the client's. */
  static Trace trace(Traces traces, int spans) {
    traces.awaitSpans(spans);
    return traces.awaitTrace();
  }

  /** The client's span of a request that was answered. */
  static SpanAssert first(Traces traces) {
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
