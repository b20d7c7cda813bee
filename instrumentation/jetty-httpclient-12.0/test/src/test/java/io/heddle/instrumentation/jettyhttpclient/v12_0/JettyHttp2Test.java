// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v12_0;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** The other transport. */
@UnderAgent(env = "OTEL_INSTRUMENTATION_JETTY_ENABLED=false")
class JettyHttp2Test {
  private final List<List<String>> parents = new CopyOnWriteArrayList<>();

  @Test
  void send_manyOnOneConnection_haveOneTraceparentEach(Traces traces) throws Exception {
    Server server = new Server();
    ServerConnector connector =
        new ServerConnector(server, new HTTP2CServerConnectionFactory(new HttpConfiguration()));
    server.addConnector(connector);
    server.setHandler(new Recorder());
    server.start();
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client()));
    client.start();
    List<CompletableFuture<Result>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      CompletableFuture<Result> call = new CompletableFuture<>();
      client
          .newRequest("http://localhost:" + connector.getLocalPort() + "/two/" + i)
          .headers(headers -> headers.put("TraceParent", "mine"))
          .send(call::complete);
      calls.add(call);
    }
    for (CompletableFuture<Result> call : calls) {
      assertThat(call.get(20, TimeUnit.SECONDS).getResponse().getStatus()).isEqualTo(200);
    }
    client.stop();
    server.stop();

    List<SpanRecord> spans = traces.awaitSpans(10);
    assertThat(spans)
        .hasSize(10)
        .allSatisfy(
            span ->
                assertThat(span)
                    .hasKind(Kind.CLIENT)
                    .hasAttribute("network.protocol.version", "2"));
    assertThat(parents)
        .containsExactlyInAnyOrderElementsOf(
            spans.stream()
                .map(span -> List.of("00-" + span.traceId() + "-" + span.spanId() + "-03"))
                .toList());
  }

  private final class Recorder extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      parents.add(request.getHeaders().getValuesList("traceparent"));
      callback.succeeded();
      return true;
    }
  }
}
