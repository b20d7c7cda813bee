// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.kotlinxcoroutines;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent
class CoroutinesTest {
  @Test
  void ways_insideTwoRequests_eachCallIsAChildOfItsOwn(Traces traces) throws Exception {
    try (ContextWays ways = new ContextWays()) {
      new CoroutineWays(ways).add();
      assertThat(ways.misplaced(traces)).isEmpty();
    }
  }
}
