// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.testing.MetricRecord;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Map;
import org.junit.jupiter.api.Test;

@UnderAgent
class HttpUrlConnectionTest extends ClientTest {
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
}
