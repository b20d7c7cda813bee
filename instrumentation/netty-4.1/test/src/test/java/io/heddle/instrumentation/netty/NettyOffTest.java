// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_NETTY_ENABLED=false")
class NettyOffTest {
  @Test
  void ways_instrumentationIsOff_loopsCarryNothing(Traces traces) throws Exception {
    try (ContextWays ways = new ContextWays()) {
      NettyWays.add(ways);
      assertThat(ways.misplaced(traces))
          .contains("nio-execute", "nio-schedule", "global-schedule", "promise", "wheel-timer")
          .contains("new-loop", "nio-write-listener", "local-close-listener", "embedded")
          .doesNotContain("unordered-execute", "immediate");
    }
  }
}
