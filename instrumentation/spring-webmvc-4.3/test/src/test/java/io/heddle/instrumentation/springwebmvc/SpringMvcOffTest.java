// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import static io.heddle.testing.TraceAssert.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_SPRING_WEBMVC_ENABLED=false")
class SpringMvcOffTest {
  @Test
  void get_off_hasMappingAlone(Traces traces) throws Exception {
    try (MvcApp app = new MvcApp()) {
      HttpWire.get(app.port(), "/shop/api/users/7");
    }

    assertThat(traces.awaitTrace()).hasSpans(span -> span.hasName("GET /shop/api/*"));
  }
}
