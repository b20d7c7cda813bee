// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_VERTX_ENABLED=false")
class VertxOffTest {
  @Test
  void ways_instrumentationIsOff_whatNettyAndPoolsDoNotRunIsLost(Traces traces) throws Exception {
    try (ContextWays ways = new ContextWays();
        VertxWays all = new VertxWays(ways)) {
      all.add();
      assertThat(ways.misplaced(traces))
          .contains("worker-busy", "worker-behind", "free-map", "loop-map", "worker-on-complete")
          .contains("free-shared", "free-added-outside", "loop-paused", "loop-paused-behind")
          .doesNotContain("loop-run", "loop-busy", "loop-timer", "loop-send", "deploy");
    }
  }
}
