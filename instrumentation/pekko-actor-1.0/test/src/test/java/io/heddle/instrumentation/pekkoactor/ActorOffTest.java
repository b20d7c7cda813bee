// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_PEKKO_ACTOR_ENABLED=false")
class ActorOffTest {
  @Test
  void ways_instrumentationIsOff_messagesHaveTheContextOfWhoeverWakesTheActor(Traces traces)
      throws Exception {
    ActorSystem system = ActorWays.system();
    try (ContextWays ways = new ContextWays()) {
      ActorWays.add(ways, system);
      assertThat(ways.misplaced(traces))
          .contains("after", "amid", "execute-affinity", "schedule-once", "shared", "stash")
          .contains("pre-start", "single-timer", "unstashed")
          .doesNotContain("ask-shared", "ask-future", "future", "tell-calling-thread");
    } finally {
      system.terminate();
    }
  }
}
