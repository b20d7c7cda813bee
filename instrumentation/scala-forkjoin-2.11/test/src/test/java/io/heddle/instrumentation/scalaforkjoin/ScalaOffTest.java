// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.scalaforkjoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_SCALA_FORKJOIN_ENABLED=false")
class ScalaOffTest {
  @Test
  void ways_instrumentationIsOff_callbacksRunInTheContextOfWhoeverCompletes(Traces traces)
      throws Exception {
    try (ContextWays ways = new ContextWays()) {
      ScalaWays.add(ways);
      assertThat(ways.misplaced(traces))
          .contains("pool-map", "pool-flat-map", "direct-on-complete", "own-shared")
          .doesNotContain("pool-apply", "direct-map-complete");
    }
  }
}
