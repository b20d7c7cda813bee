// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.instrumentation.servlet.testing.ServletCases;
import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The servlet begins the call, as the container has no instrumentation. */
@UnderAgent
class JettyTest extends ServletCases {
  JettyTest() throws Exception {
    super(new JettyServer(), "io.heddle.servlet");
  }

  /** Jetty has a servlet for what no other is mapped to. */
  @Test
  void servlet_none_hasNoRoute(Traces traces) throws IOException {
    assertThat(HttpWire.get(port, "/shop/nowhere").status()).isEqualTo(404);

    one(traces)
        .hasName("GET")
        .hasAttribute("http.response.status_code", 404)
        .doesNotHaveAttribute("http.route");
  }

  @Test
  void application_none_hasNoSpan(Traces traces) throws IOException {
    assertThat(HttpWire.get(port, "/elsewhere").status()).isEqualTo(404);

    traces.assertNoMoreSpans(Duration.ofMillis(300));
    assertThat(traces.spans()).isEmpty();
  }
}
