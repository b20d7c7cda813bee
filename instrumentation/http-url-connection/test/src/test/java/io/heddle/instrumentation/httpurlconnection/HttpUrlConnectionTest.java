// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.Test;

@UnderAgent
class HttpUrlConnectionTest extends ClientTest {
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
}
