// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v9_4;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.instrumentation.servlet.testing.JettyServer;
import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@UnderAgent(
    env = {
      "OTEL_INSTRUMENTATION_JETTY_ENABLED=false",
      "OTEL_INSTRUMENTATION_SERVLET_ENABLED=false"
    })
class JettyOffTest {
  @Test
  void get_instrumentationIsOff_noSpan(Traces traces) throws Exception {
    try (JettyServer server = new JettyServer()) {
      assertThat(HttpWire.get(server.port(), "/shop/exact").status()).isEqualTo(200);
    }

    traces.assertNoSpans(Duration.ofMillis(300));
  }
}
