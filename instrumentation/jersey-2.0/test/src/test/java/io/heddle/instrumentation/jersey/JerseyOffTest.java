// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jersey;

import static io.heddle.testing.TraceAssert.assertThat;

import io.heddle.instrumentation.jersey.testing.JaxrsServer;
import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_JERSEY_ENABLED=false")
class JerseyOffTest {
  @Test
  void get_off_hasMappingAlone(Traces traces) throws Exception {
    try (JaxrsServer server = new JaxrsServer(JerseyTest.SERVLET)) {
      HttpWire.get(server.port(), "/shop/api/users/7");
    }

    assertThat(traces.awaitTrace()).hasSpans(span -> span.hasName("GET /shop/api/*"));
  }
}
