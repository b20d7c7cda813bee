// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.heddle.testing.HttpWire;
import io.heddle.testing.HttpWire.Received;
import io.heddle.testing.MetricRecord;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UnderAgent
class JavaHttpServerTest extends HttpServerCases {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT_ID = "b7ad6b7169203331";

  @Test
  void get_plain_hasAllAttributes(Traces traces) throws IOException {
    Received received = HttpWire.get(port, "/hello/world?x=1", "User-Agent: wire/1");

    assertThat(received.status()).isEqualTo(200);
    one(traces)
        .hasName("GET /hello")
        .hasNoParent()
        .hasStatus(Status.UNSET)
        .hasNoEvents()
        .hasAttributesExactly(
            "http.request.method", "GET",
            "http.route", "/hello",
            "http.response.status_code", 200,
            "url.path", "/hello/world",
            "url.scheme", "http",
            "url.query", "x=1",
            "server.address", "localhost",
            "server.port", port,
            "client.address", "127.0.0.1",
            "network.peer.address", "127.0.0.1",
            "network.peer.port", received.port(),
            "network.protocol.version", "1.1",
            "user_agent.original", "wire/1");
  }

  @Test
  void get_ofTrace_continuesIt(Traces traces) throws IOException {
    HttpWire.get(
        port,
        "/hello",
        "TraceParent: 00-" + TRACE_ID + "-" + PARENT_ID + "-01",
        "tracestate: a=1",
        "tracestate: b=2");

    one(traces)
        .hasTraceId(TRACE_ID)
        .hasParentSpanId(PARENT_ID)
        .hasRemoteParent()
        .hasTraceState("a=1,b=2");
  }

  @Test
  void get_ofUnsampledTrace_isNotRecorded(Traces traces) throws IOException {
    HttpWire.get(port, "/hello", "traceparent: 00-" + TRACE_ID + "-" + PARENT_ID + "-00");

    traces.assertNoMoreSpans(Duration.ofMillis(300));
    assertThat(traces.spans()).isEmpty();
  }

  @Test
  void get_ofTwoTraceparents_beginsTrace(Traces traces) throws IOException {
    String header = "traceparent: 00-" + TRACE_ID + "-" + PARENT_ID + "-01";
    HttpWire.get(port, "/hello", header, header);

    one(traces).hasNoParent();
  }

  @Test
  void get_forwarded_namesClientAndServer(Traces traces) throws IOException {
    HttpWire.get(
        port,
        "/hello",
        "Forwarded: for=\"[2001:db8::1]:4711\";proto=https;host=shop.example, for=10.0.0.1",
        "X-Forwarded-For: 10.9.9.9");

    one(traces)
        .hasAttribute("url.scheme", "https")
        .hasAttribute("server.address", "shop.example")
        .hasAttribute("server.port", 443)
        .hasAttribute("client.address", "2001:db8::1")
        .hasAttribute("network.peer.address", "127.0.0.1");
  }

  @Test
  void get_xForwarded_namesClientAndServer(Traces traces) throws IOException {
    HttpWire.get(
        port,
        "/hello",
        "X-Forwarded-For: 192.0.2.7, 10.0.0.1",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: shop.example:8443");

    one(traces)
        .hasAttribute("url.scheme", "https")
        .hasAttribute("server.address", "shop.example")
        .hasAttribute("server.port", 8443)
        .hasAttribute("client.address", "192.0.2.7");
  }

  @Test
  void get_signedQuery_isRedacted(Traces traces) throws IOException {
    HttpWire.get(port, "/hello?a=1&sig=secret&X-Amz-Signature=abc&b=2");

    one(traces).hasAttribute("url.query", "a=1&sig=REDACTED&X-Amz-Signature=REDACTED&b=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "HEAD", "PUT", "DELETE", "OPTIONS"})
  void method_known_isNamed(String method, Traces traces) throws IOException {
    HttpWire.send(port, method, "/hello", "Content-Length: 0");

    one(traces).hasName(method + " /hello").hasAttribute("http.request.method", method);
  }

  @Test
  void method_unknown_isOther(Traces traces) throws IOException {
    HttpWire.send(port, "get", "/hello");

    one(traces)
        .hasName("HTTP /hello")
        .hasAttribute("http.request.method", "_OTHER")
        .hasAttribute("http.request.method_original", "get");
  }

  @Test
  void protocol_http10_isRecorded(Traces traces) throws IOException {
    HttpWire.sendText(port, "GET /hello HTTP/1.0\r\n\r\n");

    one(traces)
        .hasAttribute("network.protocol.version", "1.0")
        .doesNotHaveAttribute("server.address")
        .doesNotHaveAttribute("user_agent.original");
  }

  @Test
  void status_404_isNoError(Traces traces) throws IOException {
    server.createContext("/status", exchange -> answer(exchange, 404, ""));
    HttpWire.get(port, "/status");

    one(traces)
        .hasStatus(Status.UNSET)
        .hasAttribute("http.response.status_code", 404)
        .doesNotHaveAttribute("error.type");
  }

  @Test
  void status_503_isError(Traces traces) throws IOException {
    server.createContext("/status", exchange -> answer(exchange, 503, ""));
    HttpWire.get(port, "/status");

    one(traces)
        .hasStatus(Status.ERROR)
        .hasStatusMessage("")
        .hasAttribute("http.response.status_code", 503)
        .hasAttribute("error.type", "503");
  }

  @Test
  void context_none_hasNoSpan(Traces traces) throws IOException {
    assertThat(HttpWire.get(port, "/nowhere").status()).isEqualTo(404);

    traces.assertNoMoreSpans(Duration.ofMillis(300));
    assertThat(traces.spans()).isEmpty();
  }

  @Test
  void connection_keptAlive_isSpanForEach(Traces traces) throws IOException {
    String request = HttpWire.head(port, "GET", "/hello/1") + "\r\n";
    String last = HttpWire.head(port, "GET", "/hello/2") + "Connection: close\r\n\r\n";
    HttpWire.sendText(port, request + last);

    List<Object> paths = new ArrayList<>();
    traces.awaitTraces(2).forEach(t -> paths.add(t.span(0).attributes().get("url.path")));
    assertThat(paths).containsExactly("/hello/1", "/hello/2");
  }

  @Test
  void executor_none_isRecorded(Traces traces) throws IOException {
    HttpServer plain = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    plain.createContext("/", exchange -> answer(exchange, 200, "x"));
    plain.start();
    try {
      HttpWire.get(plain.getAddress().getPort(), "/any");
    } finally {
      plain.stop(0);
    }

    one(traces).hasName("GET /").hasAttribute("http.route", "/");
  }

  @Test
  void metric_duration_hasAttributes(Traces traces) throws IOException {
    HttpWire.get(port, "/hello");

    MetricRecord metric = traces.awaitMetric("http.server.request.duration");
    assertThat(metric.toString()).contains("http.route").contains("/hello");
  }
}
