// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract.Answer;
import io.heddle.testing.http.HttpClientContract.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.io.CloseMode;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client for HTTP/2 alone. */
@UnderAgent(env = "OTEL_INSTRUMENTATION_JETTY_ENABLED=false")
class Http2Test {
  private static final List<List<String>> PARENTS = new CopyOnWriteArrayList<>();
  private static final CloseableHttpAsyncClient CLIENT = HttpAsyncClients.createHttp2Default();
  private static Server server;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    server = new Server();
    ServerConnector connector =
        new ServerConnector(server, new HTTP2CServerConnectionFactory(new HttpConfiguration()));
    server.addConnector(connector);
    server.setHandler(new Echo());
    server.start();
    port = connector.getLocalPort();
    CLIENT.start();
  }

  @AfterAll
  static void stop() throws Exception {
    CLIENT.close(CloseMode.IMMEDIATE);
    server.stop();
  }

  @Test
  void execute_http2_sendsOneTraceparentForEachRequest(Traces traces) throws Exception {
    for (int i = 0; i < 3; i++) {
      Request request =
          new Request("POST", url("/two?i=" + i), Map.of("TraceParent", "mine"), "body " + i);
      assertThat(send(request)).isEqualTo(new Answer(200, "body " + i));
    }

    List<SpanRecord> spans = traces.awaitSpans(3);
    assertThat(spans)
        .hasSize(3)
        .allSatisfy(
            span ->
                assertThat(span)
                    .hasKind(Kind.CLIENT)
                    .hasName("POST")
                    .hasAttribute("http.response.status_code", 200)
                    .hasAttribute("network.protocol.version", "2"));
    assertThat(spans)
        .extracting(span -> span.attributes().get("url.full"))
        .containsExactly(url("/two?i=0"), url("/two?i=1"), url("/two?i=2"));
    assertThat(PARENTS)
        .containsExactlyElementsOf(
            spans.stream()
                .map(span -> List.of("00-" + span.traceId() + "-" + span.spanId() + "-03"))
                .toList());
  }

  @Test
  void execute_refused_isAnAttemptThatFails(Traces traces) {
    assertThatThrownBy(() -> send(Request.get("http://127.0.0.1:1/x"))).isNotNull();

    assertThat(traces.awaitSpans(1))
        .hasSize(1)
        .allSatisfy(
            span ->
                assertThat(span)
                    .hasKind(Kind.CLIENT)
                    .hasStatus(Status.ERROR)
                    .hasAttribute("url.full", "http://127.0.0.1:1/x"));
  }

  private static Answer send(Request request) throws Exception {
    return AsyncSenders.answer(CLIENT.execute(AsyncSenders.request(request), null));
  }

  private static String url(String path) {
    return "http://localhost:" + port + path;
  }

  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(
        org.eclipse.jetty.server.Request request, Response response, Callback callback) {
      PARENTS.add(request.getHeaders().getValuesList("traceparent"));
      Content.copy(request, response, callback);
      return true;
    }
  }
}
