// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_JETTY_ENABLED=false")
class Http2Test {
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();
  private static Server server;
  private static HttpClient client;
  private static URI uri;

  @BeforeAll
  static void start() throws Exception {
    server = new Server();
    HttpConfiguration configuration = new HttpConfiguration();
    ServerConnector connector =
        new ServerConnector(
            server,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    server.addConnector(connector);
    server.setHandler(new Recorder());
    server.start();
    uri = URI.create("http://localhost:" + connector.getLocalPort() + "/two");
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @Test
  void send_upgradedThenOnTheSameConnection_bothAreVersion2(Traces traces) throws Exception {
    for (int i = 0; i < 2; i++) {
      traces.clear();
      SEEN.clear();
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(response.request()).isEqualTo(request);

      SpanRecord span = traces.awaitTrace().span(0);
      assertThat(traces.awaitTrace()).hasSize(1);
      assertThat(span)
          .hasName("GET")
          .hasKind(Kind.CLIENT)
          .hasAttributesExactly(
              "http.request.method",
              "GET",
              "url.full",
              uri.toString(),
              "server.address",
              "localhost",
              "server.port",
              uri.getPort(),
              "http.response.status_code",
              200,
              "network.protocol.version",
              "2")
          .hasStatus(Status.UNSET);
      assertThat(SEEN).containsExactly("00-" + span.traceId() + "-" + span.spanId() + "-03");
    }
  }

  @Test
  void send_ownHeaderByVersion2_isReplaced(Traces traces) throws Exception {
    for (int i = 0; i < 2; i++) {
      traces.clear();
      SEEN.clear();
      HttpRequest request =
          HttpRequest.newBuilder(uri).header("traceparent", "mine").header("A", "b").build();
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);

      SpanRecord span = traces.awaitTrace().span(0);
      assertThat(SEEN).containsExactly("00-" + span.traceId() + "-" + span.spanId() + "-03");
    }
  }

  @Test
  void sendAsync_severalAtOnce_eachHasItsOwnHeader(Traces traces) {
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    var all =
        List.of(
            client.sendAsync(request, BodyHandlers.discarding()),
            client.sendAsync(request, BodyHandlers.discarding()),
            client.sendAsync(request, BodyHandlers.discarding()));
    all.forEach(future -> assertThat(future.join().statusCode()).isEqualTo(200));

    assertThat(traces.awaitSpans(3)).hasSize(3);
    assertThat(SEEN)
        .containsExactlyInAnyOrderElementsOf(
            traces.spans().stream()
                .map(span -> "00-" + span.traceId() + "-" + span.spanId() + "-03")
                .toList());
  }

  private static final class Recorder extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      SEEN.add(String.join(",", request.getHeaders().getValuesList("traceparent")));
      callback.succeeded();
      return true;
    }
  }
}
