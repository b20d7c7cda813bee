// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.instrumentation.servlet.testing.ServletCases;
import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tomcat stands here for any container that has no instrumentation of its own. */
@UnderAgent(env = "OTEL_INSTRUMENTATION_TOMCAT_ENABLED=false")
class ServletWithoutContainerTest extends ServletCases {
  ServletWithoutContainerTest() throws Exception {
    super(new TomcatServer(), "io.heddle.servlet");
  }

  @Test
  void servlet_none_hasNoSpan(Traces traces) throws IOException {
    assertThat(HttpWire.get(port, "/shop/nowhere").status()).isEqualTo(404);

    traces.assertNoMoreSpans(Duration.ofMillis(300));
    assertThat(traces.spans()).isEmpty();
  }

  @Test
  void servlet_throwsAfterHead_hasStatusThatWasSent(Traces traces) throws IOException {
    act("/shop/exact", "flush and throw");

    one(traces)
        .hasAttribute("http.response.status_code", 200)
        .hasAttribute("error.type", "java.lang.IllegalStateException");
  }
}
