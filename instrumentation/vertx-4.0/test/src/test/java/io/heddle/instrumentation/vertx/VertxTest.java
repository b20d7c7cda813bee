// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
class VertxTest {
  @Test
  void ways_insideTwoRequests_eachCallIsAChildOfItsOwn(Traces traces) throws Exception {
    try (ContextWays ways = new ContextWays();
        VertxWays all = new VertxWays(ways)) {
      all.add();
      assertThat(ways.misplaced(traces)).isEmpty();
    }
  }
}
