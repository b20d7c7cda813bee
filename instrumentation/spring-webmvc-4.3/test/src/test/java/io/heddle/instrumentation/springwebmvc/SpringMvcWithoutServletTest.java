// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

/** Patterns do not need the servlet's mapping, nor its rules for forwards and errors. */
@UnderAgent(env = "OTEL_INSTRUMENTATION_SERVLET_ENABLED=false")
class SpringMvcWithoutServletTest {
  @Test
  void get_forwarded_keepsFirstPattern(Traces traces) throws Exception {
    get("/shop/forwards/7", 200);

    assertThat(traces.awaitTrace()).hasSpans(span -> span.hasName("GET /shop/forwards/{id}"));
  }

  @Test
  void get_errorPage_hasNoPatternOfIt(Traces traces) throws Exception {
    get("/shop/nothing", 404);

    assertThat(traces.awaitTrace()).hasSpans(span -> span.hasName("GET"));
  }

  private static void get(String path, int status) throws Exception {
    try (MvcApp app = new MvcApp()) {
      assertThat(HttpWire.get(app.port(), path).status()).isEqualTo(status);
    }
  }
}
