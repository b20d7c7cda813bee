// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import static io.heddle.testing.TraceAssert.assertThat;

import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_VERTX_HTTP_CLIENT_ENABLED=false")
class VertxClientOffTest {
  @Test
  void send_instrumentationIsOff_spanIsNettys(Traces traces) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (HttpTestServer server = new HttpTestServer()) {
      Clients.await(
          Clients.client(vertx)
              .request(new RequestOptions().setAbsoluteURI(server.url("/x")))
              .compose(HttpClientRequest::send));

      traces.awaitSpans(2);
      assertThat(traces.awaitTrace())
          .hasSpans(
              span -> span.hasKind(Kind.CLIENT).hasScope("io.heddle.netty"),
              span -> span.hasKind(Kind.SERVER).isChildOf(0));
    } finally {
      vertx.close();
    }
  }
}
