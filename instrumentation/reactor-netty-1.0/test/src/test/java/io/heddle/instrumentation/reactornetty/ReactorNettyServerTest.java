// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.RudeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
class ReactorNettyServerTest {
  private static final Duration SILENCE = Duration.ofMillis(300);

  @Test
  void requests_pipelined_areHandledInTheirOwnContext(Traces traces) throws IOException {
    try (RudeServer backend = new RudeServer("HTTP/1.1 204 No Content\r\n\r\n")) {
      DisposableServer server =
          HttpServer.create()
              .port(0)
              .handle(
                  (request, response) -> {
                    call(backend, request.uri());
                    return response.sendString(
                        Mono.just("hello").delayElement(Duration.ofMillis(20)));
                  })
              .bindNow();
      try {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
          text.append(HttpWire.head(server.port(), "GET", "/" + i)).append("\r\n");
        }
        try (Socket socket = HttpWire.connect(server.port(), text.toString())) {
          traces.awaitSpans(6);
          assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        List<Trace> all = traces.awaitTraces(3);
        assertThat(all).hasSize(3);
        for (int i = 0; i < 3; i++) {
          String path = "/" + (i + 1);
          assertThat(all.get(i))
              .hasSpans(
                  span ->
                      span.hasKind(Kind.SERVER)
                          .hasScope("io.heddle.netty")
                          .hasStatus(Status.UNSET)
                          .hasAttribute("url.path", path)
                          .hasAttribute("http.response.status_code", 200),
                  span ->
                      span.hasKind(Kind.CLIENT)
                          .isChildOf(0)
                          .hasAttribute("url.full", url(backend, path)));
        }
      } finally {
        server.disposeNow();
      }
    }
  }

  @Test
  void handler_fails_isError(Traces traces) throws IOException {
    DisposableServer server =
        HttpServer.create()
            .port(0)
            .handle((request, response) -> Mono.error(new IllegalStateException("boom")))
            .bindNow();
    try {
      assertThat(HttpWire.get(server.port(), "/fails").status()).isEqualTo(500);

      SpanRecord span = traces.awaitTrace().span(0);
      assertThat(span).hasStatus(Status.ERROR).hasAttribute("error.type", "500");
      traces.assertNoMoreSpans(SILENCE);
    } finally {
      server.disposeNow();
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
