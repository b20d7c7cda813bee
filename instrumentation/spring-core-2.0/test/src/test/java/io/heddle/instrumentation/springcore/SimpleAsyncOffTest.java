// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springcore;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_SPRING_CORE_ENABLED=false")
class SimpleAsyncOffTest {
  @Test
  void execute_instrumentationIsOff_taskHasNoContextOnceTheRequestHasEnded(Traces traces)
      throws Exception {
    try (ContextWays ways = new ContextWays()) {
      LateTask.add(ways);
      assertThat(ways.misplaced(traces)).containsExactly("late");
    }
  }
}
