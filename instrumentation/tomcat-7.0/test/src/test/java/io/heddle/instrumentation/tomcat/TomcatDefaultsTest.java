// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@UnderAgent
class TomcatDefaultsTest {
  private static TomcatServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new TomcatServer().withDefaults();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void servlet_default_hasNoRoute(Traces traces) throws Exception {
    assertThat(HttpWire.get(server.port(), "/shop/anything").text()).contains("done");

    assertThat(traces.awaitTrace())
        .hasSpans(span -> span.hasName("GET").doesNotHaveAttribute("http.route"));
  }

  @Test
  void errorPage_keepsRouteOfHandler(Traces traces) throws Exception {
    assertThat(HttpWire.get(server.port(), "/shop/exact", "do: throw").text()).contains("ERROR");

    assertThat(traces.awaitTrace())
        .hasSpans(
            span ->
                span.hasName("GET /shop/exact")
                    .hasException("java.lang.IllegalStateException", "boom")
                    .hasAttribute("http.response.status_code", 500));
  }

  @Test
  void errorPage_withoutRoute_addsNone(Traces traces) throws Exception {
    assertThat(HttpWire.get(server.port(), "/shop/x", "do: error 500").text()).contains("ERROR");

    assertThat(traces.awaitTrace())
        .hasSpans(span -> span.hasName("GET").doesNotHaveAttribute("http.route"));
  }
}
