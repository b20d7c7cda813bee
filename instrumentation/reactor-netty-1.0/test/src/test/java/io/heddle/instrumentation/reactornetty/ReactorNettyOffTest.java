// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

@UnderAgent(env = "OTEL_INSTRUMENTATION_REACTOR_NETTY_ENABLED=false")
class ReactorNettyOffTest {
  @Test
  void get_instrumentationIsOff_isNettys(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer()) {
      assertThat(HttpClient.create().get().uri(server.url("/x")).response().block()).isNotNull();

      traces.awaitSpans(2);
      assertThat(traces.awaitTrace())
          .hasSpans(
              span -> span.hasKind(Kind.CLIENT).hasScope("io.heddle.netty"),
              span -> span.hasKind(Kind.SERVER).isChildOf(0));
    }
  }
}
