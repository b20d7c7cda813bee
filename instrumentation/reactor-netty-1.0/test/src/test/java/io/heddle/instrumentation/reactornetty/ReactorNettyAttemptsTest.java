// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
class ReactorNettyAttemptsTest {
  private static final Duration SILENCE = Duration.ofMillis(300);

  private HttpTestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new HttpTestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void connection_ofAnother_isUsedInOwnContext(Traces traces) throws Exception {
    HttpClient client = HttpClient.create(ConnectionProvider.create("one", 1));
    List<CompletableFuture<?>> answers = new CopyOnWriteArrayList<>();
    for (String path : List.of("/slow", "/status/404")) {
      server.whenCalled(() -> answers.add(get(client, path).toFuture()));
      HttpWire.get(server.port(), "/call");
    }
    for (CompletableFuture<?> answer : answers) {
      answer.get();
    }

    traces.awaitSpans(6);
    List<Trace> all = traces.awaitTraces(2);
    assertThat(all).hasSize(2);
    for (int i = 0; i < 2; i++) {
      String path = List.of("/slow", "/status/404").get(i);
      assertThat(all.get(i))
          .hasSpans(
              span -> span.hasKind(Kind.SERVER).hasAttribute("url.path", "/call"),
              span ->
                  span.hasKind(Kind.CLIENT).isChildOf(0).hasAttribute("url.full", server.url(path)),
              span -> span.hasKind(Kind.SERVER).isChildOf(1).hasAttribute("url.path", path));
    }
  }

  @Test
  void subscriber_leavesBeforeResponse_isNoError(Traces traces) throws Exception {
    Disposable subscription = get(HttpClient.create(), "/slow").subscribe();
    while (server.received("host").isEmpty()) {
      Thread.sleep(5);
    }
    subscription.dispose();

    assertThat(traces.awaitSpans(1).get(0))
        .hasKind(Kind.CLIENT)
        .hasStatus(Status.UNSET)
        .doesNotHaveAttribute("http.response.status_code");
  }

  @Test
  void webSocket_handshake_isOneSpan(Traces traces) {
    DisposableServer echo =
        HttpServer.create()
            .port(0)
            .route(routes -> routes.ws("/ws", (in, out) -> out.send(in.receive().retain())))
            .bindNow();
    try {
      String answer =
          HttpClient.create()
              .websocket()
              .uri("ws://localhost:" + echo.port() + "/ws")
              .handle(
                  (in, out) ->
                      out.sendString(Mono.just("hello"))
                          .then()
                          .thenMany(in.receive().asString().take(1)))
              .blockLast();
      assertThat(answer).isEqualTo("hello");

      traces.awaitSpans(2);
      assertThat(traces.awaitTrace())
          .hasSpans(
              span ->
                  span.hasName("GET")
                      .hasKind(Kind.CLIENT)
                      .hasAttribute("http.response.status_code", 101)
                      .hasAttribute("url.full", "ws://localhost:" + echo.port() + "/ws"),
              span ->
                  span.hasKind(Kind.SERVER)
                      .isChildOf(0)
                      .hasAttribute("http.response.status_code", 101));
      traces.assertNoMoreSpans(SILENCE);
    } finally {
      echo.disposeNow();
    }
  }

  private Mono<Integer> get(HttpClient client, String path) {
    return client
        .get()
        .uri(server.url(path))
        .responseSingle((response, body) -> body.thenReturn(response.status().code()));
  }
}
