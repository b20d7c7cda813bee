// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.Test;

@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
class ActorTest {
  @Test
  void ways_insideTwoRequests_eachCallIsAChildOfItsOwn(Traces traces) throws Exception {
    ActorSystem system = ActorWays.system();
    try (ContextWays ways = new ContextWays()) {
      ActorWays.add(ways, system);
      if (Versions.HAS_FIXED_DELAY) {
        TypedWays.add(ways, system);
        StreamWays.add(ways, system);
      }
      assertThat(ways.misplaced(traces)).isEmpty();
    } finally {
      system.terminate();
    }
  }
}
