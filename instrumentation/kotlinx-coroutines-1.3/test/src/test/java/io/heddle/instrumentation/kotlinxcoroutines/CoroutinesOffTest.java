// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.kotlinxcoroutines;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_KOTLINX_COROUTINES_ENABLED=false")
class CoroutinesOffTest {
  @Test
  void ways_instrumentationIsOff_coroutinesCarryNothing(Traces traces) throws Exception {
    try (ContextWays ways = new ContextWays()) {
      new CoroutineWays(ways).add();
      assertThat(ways.misplaced(traces))
          .contains("default-launch", "default-await", "io-delay", "own-launch", "unconfined-delay")
          .contains("default-executor", "io-executor", "pool-background", "default-lazy");
    }
  }
}
