// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.Test;

@UnderAgent
class HttpUrlConnectionFailureTest extends ClientTest {
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
  void connect_refused_recordsExceptionOnce(Traces traces) throws IOException {
    HttpURLConnection connection = url("http://localhost:1/");
    Throwable thrown = catchThrowable(connection::connect);
    assertThat(thrown).isInstanceOf(java.net.ConnectException.class);
    assertThatThrownBy(connection::getResponseCode).isInstanceOf(java.net.ConnectException.class);

    failed(assertThat(traces.awaitTrace().span(0)), "http://localhost:1/", 1, thrown);
    traces.assertNoMoreSpans(SILENCE);
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
    traces.assertNoSpans(SILENCE);
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
}
