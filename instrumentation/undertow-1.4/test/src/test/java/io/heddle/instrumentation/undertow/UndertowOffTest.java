// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@UnderAgent(
    env = {
      "OTEL_INSTRUMENTATION_UNDERTOW_ENABLED=false",
      "OTEL_INSTRUMENTATION_SERVLET_ENABLED=false"
    })
class UndertowOffTest {
  @Test
  void get_instrumentationIsOff_noSpan(Traces traces) throws Exception {
    try (UndertowServer server = UndertowServer.withServlets()) {
      assertThat(HttpWire.get(server.port(), "/shop/exact").status()).isEqualTo(200);
    }

    traces.assertNoSpans(Duration.ofMillis(300));
  }
}
