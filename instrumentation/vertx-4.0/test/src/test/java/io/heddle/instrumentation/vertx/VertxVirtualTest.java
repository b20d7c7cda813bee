// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("virtual-threads")
@UnderAgent(java = 25, jvmArgs = "-Dheddle.context.strict=true")
class VertxVirtualTest {
  @Test
  void ways_onVirtualThreads_eachCallIsAChildOfItsOwn(Traces traces) throws Exception {
    try (ContextWays ways = new ContextWays();
        VertxWays all = new VertxWays(ways)) {
      all.addVirtual();
      assertThat(ways.misplaced(traces)).isEmpty();
    }
  }
}
