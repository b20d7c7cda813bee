// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** With 3.9, whose client has the same class names, and is left to the instrumentation of Netty. */
@UnderAgent
class OlderVertxTest {
  @Test
  void get_before4_spanIsNettys(Traces traces) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (HttpTestServer server = new HttpTestServer()) {
      CompletableFuture<Integer> status = new CompletableFuture<>();
      Handler<HttpClientResponse> handler = response -> status.complete(response.statusCode());
      HttpClient.class
          .getMethod("getNow", int.class, String.class, String.class, Handler.class)
          .invoke(Clients.client(vertx), server.port(), "localhost", "/older", handler);
      assertThat(status.get()).isEqualTo(200);

      traces.awaitSpans(2);
      assertThat(traces.awaitTrace())
          .hasSpans(
              span -> span.hasKind(Kind.CLIENT).hasScope("io.heddle.netty"),
              span -> span.hasKind(Kind.SERVER).isChildOf(0));
      assertThat(server.received("traceparent")).extracting(List::size).containsExactly(1);
      traces.assertNoMoreSpans(Duration.ofMillis(300));
    } finally {
      // Gives a future only since 4.0.
      Vertx.class.getMethod("close").invoke(vertx);
    }
  }
}
