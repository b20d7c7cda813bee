// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.guava;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
class GuavaTest {
  @Test
  void ways_insideTwoRequests_eachCallIsAChildOfItsOwn(Traces traces) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (ContextWays ways = new ContextWays()) {
      GuavaWays.add(ways, pool);
      assertThat(ways.misplaced(traces)).isEmpty();
    } finally {
      pool.shutdownNow();
    }
  }
}
