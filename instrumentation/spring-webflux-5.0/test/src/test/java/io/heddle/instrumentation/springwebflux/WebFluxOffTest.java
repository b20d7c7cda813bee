// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import static io.heddle.testing.TraceAssert.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_SPRING_WEBFLUX_ENABLED=false")
class WebFluxOffTest {
  @Test
  void get_off_hasNoRoute(Traces traces) throws Exception {
    try (FluxApp app = new FluxApp("/shop")) {
      HttpWire.get(app.port(), "/shop/users/7");
    }

    assertThat(traces.awaitTrace())
        .hasSpans(span -> span.hasName("GET").doesNotHaveAttribute("http.route"));
  }
}
