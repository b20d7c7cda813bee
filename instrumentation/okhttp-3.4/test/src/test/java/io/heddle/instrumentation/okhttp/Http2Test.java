// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_JETTY_ENABLED=false")
class Http2Test {
  private static final List<List<String>> PARENTS = new CopyOnWriteArrayList<>();
  private static Server server;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    server = new Server();
    ServerConnector connector =
        new ServerConnector(server, new HTTP2CServerConnectionFactory(new HttpConfiguration()));
    server.addConnector(connector);
    server.setHandler(new Recorder());
    server.start();
    port = connector.getLocalPort();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @Test
  void execute_http2_sendsOneTraceparentForEachRequest(Traces traces) throws Exception {
    OkHttpClient client =
        new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
    for (int i = 0; i < 3; i++) {
      Request request =
          new Request.Builder()
              .url("http://localhost:" + port + "/two/" + i)
              .header("TraceParent", "mine")
              .build();
      try (okhttp3.Response response = client.newCall(request).execute()) {
        assertThat(response.code()).isEqualTo(200);
      }
    }

    List<SpanRecord> spans = traces.awaitSpans(3);
    assertThat(spans)
        .hasSize(3)
        .allSatisfy(
            span ->
                assertThat(span)
                    .hasKind(Kind.CLIENT)
                    .hasAttribute("network.protocol.version", "2"));
    assertThat(PARENTS)
        .containsExactlyElementsOf(
            spans.stream()
                .map(span -> List.of("00-" + span.traceId() + "-" + span.spanId() + "-03"))
                .toList());
  }

  private static final class Recorder extends Handler.Abstract {
    @Override
    public boolean handle(
        org.eclipse.jetty.server.Request request, Response response, Callback callback) {
      PARENTS.add(request.getHeaders().getValuesList("traceparent"));
      callback.succeeded();
      return true;
    }
  }
}
