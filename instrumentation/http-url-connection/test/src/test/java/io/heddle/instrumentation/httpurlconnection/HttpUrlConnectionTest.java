// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.heddle.testing.MetricRecord;
import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@UnderAgent
class HttpUrlConnectionTest {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.traceParents().clear();
  }

  @Test
  void getInputStream_get_recordsClientSpanAndServersChild(Traces traces) throws IOException {
    HttpURLConnection connection = open("/greeting?a=b");
    connection.getInputStream().close();

    Trace trace = trace(traces, 2);
    assertThat(trace)
        .hasSpans(
            span -> ok(span, "GET", "/greeting?a=b").hasScope("io.heddle.http-url-connection"),
            span -> span.hasKind(Kind.SERVER).isChildOf(0).hasRemoteParent());
    assertThat(server.traceParents()).containsExactly(traceParent(trace.span(0)));
  }

  @Test
  void getInputStream_insideServerSpan_isItsChild(Traces traces) throws IOException {
    server.whenCalled(() -> open("/inner").getInputStream().close());
    open("/call").getInputStream().close();

    assertThat(trace(traces, 4))
        .hasSpans(
            span -> ok(span, "GET", "/call").hasNoParent(),
            span -> span.hasKind(Kind.SERVER).isChildOf(0),
            span -> ok(span, "GET", "/inner").isChildOf(1),
            span -> span.hasKind(Kind.SERVER).isChildOf(2));
  }

  @Test
  void getResponseCode_readInEveryWay_isOneSpan(Traces traces) throws IOException {
    HttpURLConnection connection = open("/status/203");
    connection.connect();
    assertThat(connection.getResponseCode()).isEqualTo(203);
    assertThat(connection.getHeaderField("Date")).isNotNull();
    assertThat(connection.getContentLength()).isEqualTo(10);
    assertThat(text(connection.getInputStream())).isEqualTo("status 203");
    assertThat(connection.getHeaderFields()).isNotEmpty();
    connection.disconnect();

    client(traces).hasAttribute("http.response.status_code", 203).hasStatus(Status.UNSET);
    assertThat(traces.awaitTrace()).hasSize(2);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void getInputStream_notFound_isErrorWithoutException(Traces traces) throws IOException {
    HttpURLConnection connection = open("/status/404");
    assertThatThrownBy(connection::getInputStream)
        .isInstanceOf(FileNotFoundException.class)
        .hasNoCause();
    assertThat(connection.getResponseCode()).isEqualTo(404);
    assertThat(text(connection.getErrorStream())).isEqualTo("status 404");

    status(client(traces), "GET", "/status/404", 404);
    assertThat(traces.awaitTrace()).hasSize(2);
  }

  @Test
  void getResponseCode_serverError_isError(Traces traces) throws IOException {
    HttpURLConnection connection = open("/status/503");
    assertThat(connection.getResponseCode()).isEqualTo(503);
    assertThat(text(connection.getErrorStream())).isEqualTo("status 503");

    status(client(traces), "GET", "/status/503", 503);
  }

  @Test
  void getOutputStream_buffered_isPost(Traces traces) throws IOException {
    HttpURLConnection connection = open("/echo");
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    assertThat(exchange(connection)).isEqualTo("hello");

    ok(client(traces), "POST", "/echo");
  }

  @Test
  void getOutputStream_afterConnectByGet_becomesPost(Traces traces) throws IOException {
    HttpURLConnection connection = open("/echo");
    connection.setDoOutput(true);
    connection.connect();
    assertThat(exchange(connection)).isEqualTo("hello");
    assertThat(connection.getRequestMethod()).isEqualTo("POST");

    ok(client(traces), "POST", "/echo");
  }

  @Test
  void getOutputStream_streaming_isOneSpan(Traces traces) throws IOException {
    HttpURLConnection chunked = open("/echo");
    chunked.setRequestMethod("PUT");
    chunked.setDoOutput(true);
    chunked.setChunkedStreamingMode(2);
    assertThat(exchange(chunked)).isEqualTo("hello");
    ok(client(traces), "PUT", "/echo");

    traces.clear();
    HttpURLConnection fixed = open("/echo");
    fixed.setRequestMethod("PUT");
    fixed.setDoOutput(true);
    fixed.setFixedLengthStreamingMode(5);
    assertThat(exchange(fixed)).isEqualTo("hello");
    ok(client(traces), "PUT", "/echo");
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void getInputStream_bodyTooShort_recordsException(Traces traces) throws IOException {
    HttpURLConnection connection = open("/echo");
    connection.setRequestMethod("PUT");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(10);
    connection.getOutputStream().write(1);
    assertThatThrownBy(connection::getInputStream).hasMessage("insufficient data written");
    connection.disconnect();

    traces.assertTraces(
        trace ->
            trace.containsSpans(
                span ->
                    span.hasName("PUT")
                        .hasKind(Kind.CLIENT)
                        .hasStatus(Status.ERROR)
                        .hasAttribute("error.type", "java.io.IOException")
                        .hasException("java.io.IOException", "insufficient data written")));
  }

  @Test
  void getInputStream_redirects_isOneSpanOfTheFirstUrl(Traces traces) throws IOException {
    HttpURLConnection connection = open("/moved");
    connection.getInputStream().close();
    assertThat(connection.getURL().getPath()).isEqualTo("/end");

    assertThat(trace(traces, 4))
        .hasSpans(
            span -> ok(span, "GET", "/moved"),
            span -> span.hasKind(Kind.SERVER).isChildOf(0),
            span -> span.hasKind(Kind.SERVER).isChildOf(0),
            span -> span.hasKind(Kind.SERVER).isChildOf(0));
  }

  @Test
  void getResponseCode_head_isRecorded(Traces traces) throws IOException {
    HttpURLConnection connection = open("/greeting");
    connection.setRequestMethod("HEAD");
    assertThat(connection.getResponseCode()).isEqualTo(200);
    assertThat(connection.getInputStream().read()).isEqualTo(-1);

    ok(client(traces), "HEAD", "/greeting");
    assertThat(traces.awaitTrace()).hasSize(2);
  }

  @Test
  void getInputStream_applicationsTraceParent_isReplaced(Traces traces) throws IOException {
    HttpURLConnection connection = open("/own");
    connection.setRequestProperty("TraceParent", "mine");
    connection.getInputStream().close();

    SpanRecord span = trace(traces, 2).span(0);
    assertThat(server.traceParents()).containsExactly(traceParent(span));
  }

  @Test
  void connect_refused_recordsExceptionOnce(Traces traces) throws IOException {
    HttpURLConnection connection = url("http://localhost:1/");
    Throwable thrown = catchThrowable(connection::connect);
    assertThat(thrown).isInstanceOf(java.net.ConnectException.class);
    assertThatThrownBy(connection::getResponseCode).isInstanceOf(java.net.ConnectException.class);

    failed(assertThat(traces.awaitTrace().span(0)), "http://localhost:1/", 1, thrown);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void getResponseCode_unknownHost_recordsException(Traces traces) throws IOException {
    String url = "http://no.such.host.invalid/";
    HttpURLConnection connection = url(url);
    Throwable thrown = catchThrowable(connection::getResponseCode);
    assertThat(thrown).isInstanceOf(java.net.UnknownHostException.class);

    assertThat(traces.awaitTrace().span(0))
        .hasAttributesExactly(
            "http.request.method", "GET",
            "url.full", url,
            "server.address", "no.such.host.invalid",
            "server.port", 80,
            "error.type", "java.net.UnknownHostException")
        .hasStatus(Status.ERROR)
        .hasException(java.net.UnknownHostException.class);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void getInputStream_readTimeout_recordsException(Traces traces) throws IOException {
    HttpURLConnection connection = open("/slow");
    connection.setReadTimeout(100);
    Throwable thrown = catchThrowable(connection::getInputStream);
    assertThat(thrown).isInstanceOf(java.net.SocketTimeoutException.class);

    SpanRecord span = traces.awaitSpans(1).get(0);
    failed(assertThat(span), server.url("/slow"), server.port(), thrown);
  }

  @Test
  void disconnect_withoutResponse_endsSpan(Traces traces) throws IOException {
    HttpURLConnection connection = open("/never");
    connection.connect();
    connection.disconnect();

    unanswered(traces, "/never");
  }

  @Test
  void connect_dropped_endsSpanAsOfThen(Traces traces) throws Exception {
    drop();
    Thread.sleep(100);
    for (int i = 0; i < 50 && traces.spans().isEmpty(); i++) {
      System.gc();
      Thread.sleep(100);
    }

    unanswered(traces, "/dropped");
    SpanRecord span = traces.awaitTrace().span(0);
    assertThat(span.endNanos() - span.startNanos()).isLessThan(90_000_000L);
  }

  private static void drop() throws IOException {
    open("/dropped").connect();
  }

  @Test
  void getOutputStream_withoutDoOutput_isNoRequest(Traces traces) throws IOException {
    assertThatThrownBy(open("/output")::getOutputStream)
        .isInstanceOf(java.net.ProtocolException.class);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void getInputStream_interruptedThread_staysInterrupted(Traces traces) throws IOException {
    Thread.currentThread().interrupt();
    open("/interrupted").getInputStream().close();
    assertThat(Thread.interrupted()).isTrue();

    ok(client(traces), "GET", "/interrupted");
  }

  @Test
  void setRequestProperty_connected_isRefusedAsEver(Traces traces) throws IOException {
    HttpURLConnection connection = open("/state");
    connection.connect();
    assertThatThrownBy(() -> connection.setRequestProperty("a", "b"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(connection.getResponseCode()).isEqualTo(200);

    ok(client(traces), "GET", "/state");
  }

  @Test
  void getInputStream_secretsInUrl_areRedacted(Traces traces) throws IOException {
    String rest = "localhost:" + server.port() + "/secret?sig=";
    url("http://user:password@" + rest + "abc").getInputStream().close();

    client(traces).hasAttribute("url.full", "http://REDACTED:REDACTED@" + rest + "REDACTED");
  }

  @Test
  void getInputStream_done_recordsDuration(Traces traces) throws IOException {
    open("/status/206").getInputStream().close();

    MetricRecord metric = traces.awaitMetric("http.client.request.duration");
    MetricRecord.Point point = metric.point(Map.of("http.response.status_code", 206L));
    assertThat(metric.unit()).isEqualTo("s");
    assertThat(point).isNotNull();
    assertThat(point.count()).isEqualTo(1);
    assertThat(point.attributes())
        .containsOnly(
            Map.entry("http.request.method", "GET"),
            Map.entry("server.address", "localhost"),
            Map.entry("server.port", (long) server.port()),
            Map.entry("http.response.status_code", 206L),
            Map.entry("network.protocol.version", "1.1"));
  }

  private static HttpURLConnection open(String path) throws IOException {
    return url(server.url(path));
  }

  private static HttpURLConnection url(String url) throws IOException {
    return (HttpURLConnection) URI.create(url).toURL().openConnection();
  }

  private static String exchange(HttpURLConnection connection) throws IOException {
    try (OutputStream out = connection.getOutputStream()) {
      out.write("hello".getBytes(StandardCharsets.US_ASCII));
    }
    return text(connection.getInputStream());
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** The one trace, once it has as many spans; the server's may arrive before the client's. */
  private static Trace trace(Traces traces, int spans) {
    traces.awaitSpans(spans);
    return traces.awaitTrace();
  }

  /** The client's span of a request that was answered. */
  private static SpanAssert client(Traces traces) {
    return assertThat(trace(traces, 2).span(0));
  }

  private static SpanAssert ok(SpanAssert span, String method, String path) {
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

  private static void status(SpanAssert span, String method, String path, int status) {
    span.hasName(method)
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
            status,
            "network.protocol.version",
            "1.1",
            "error.type",
            Integer.toString(status))
        .hasStatus(Status.ERROR)
        .hasStatusMessage("")
        .hasNoEvents();
  }

  private static void failed(SpanAssert span, String url, int port, Throwable thrown) {
    span.hasName("GET")
        .hasKind(Kind.CLIENT)
        .hasAttributesExactly(
            "http.request.method",
            "GET",
            "url.full",
            url,
            "server.address",
            "localhost",
            "server.port",
            port,
            "error.type",
            thrown.getClass().getName())
        .hasStatus(Status.ERROR)
        .hasException(thrown);
  }

  private static void unanswered(Traces traces, String path) {
    assertThat(traces.awaitTrace())
        .hasSpans(
            span ->
                span.hasName("GET")
                    .hasKind(Kind.CLIENT)
                    .hasAttributesExactly(
                        "http.request.method",
                        "GET",
                        "url.full",
                        server.url(path),
                        "server.address",
                        "localhost",
                        "server.port",
                        server.port())
                    .hasStatus(Status.UNSET)
                    .hasNoEvents());
    traces.assertNoMoreSpans(SILENCE);
  }

  private static String traceParent(SpanRecord span) {
    return "00-" + span.traceId() + "-" + span.spanId() + "-03";
  }
}
