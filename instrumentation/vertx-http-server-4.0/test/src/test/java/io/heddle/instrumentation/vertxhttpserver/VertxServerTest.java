// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpserver;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.RudeServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On the event loop. */
@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
class VertxServerTest {
  final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close();
  }

  private int start(io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(handler)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    return server.actualPort();
  }

  @Test
  void requests_pipelined_areHandledInTheirOwnContext(Traces traces) throws Exception {
    try (RudeServer backend = new RudeServer("HTTP/1.1 204 No Content\r\n\r\n")) {
      int port =
          start(
              request -> {
                call(backend, request.uri());
                vertx.setTimer(20, timer -> request.response().end("hello"));
              });
      StringBuilder text = new StringBuilder();
      for (int i = 1; i <= 3; i++) {
        text.append(HttpWire.head(port, "GET", "/" + i)).append("\r\n");
      }
      try (Socket socket = HttpWire.connect(port, text.toString())) {
        traces.awaitSpans(6);
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
      List<Trace> all = traces.awaitTraces(3);
      assertThat(all)
          .hasSize(3)
          .allSatisfy(
              trace -> {
                String path = String.valueOf(trace.span(0).attributes().get("url.path"));
                assertThat(trace)
                    .hasSpans(
                        span ->
                            span.hasKind(Kind.SERVER)
                                .hasScope("io.heddle.netty")
                                .hasStatus(Status.UNSET)
                                .hasAttribute("http.response.status_code", 200),
                        span ->
                            span.hasKind(Kind.CLIENT)
                                .isChildOf(0)
                                .hasAttribute("url.full", url(backend, path)));
              });
    }
  }

  @Test
  void body_ofRequest_isHandledInItsContext(Traces traces) throws Exception {
    try (RudeServer backend = new RudeServer("HTTP/1.1 204 No Content\r\n\r\n")) {
      int port =
          start(
              request ->
                  request.bodyHandler(
                      body -> {
                        call(backend, "/" + body);
                        request.response().end("hello");
                      }));
      HttpWire.sendText(
          port,
          HttpWire.head(port, "POST", "/in")
              + "Connection: close\r\nContent-Length: 4\r\n\r\nbody");

      traces.awaitSpans(2);
      assertThat(traces.awaitTrace())
          .hasSpans(
              span -> span.hasKind(Kind.SERVER),
              span ->
                  span.hasKind(Kind.CLIENT)
                      .isChildOf(0)
                      .hasAttribute("url.full", url(backend, "/body")));
    }
  }

  private static String url(RudeServer backend, String path) {
    return "http://127.0.0.1:" + backend.port() + path;
  }

  private static void call(RudeServer backend, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url(backend, path)).toURL().openConnection();
      assertThat(connection.getResponseCode()).isEqualTo(204);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
