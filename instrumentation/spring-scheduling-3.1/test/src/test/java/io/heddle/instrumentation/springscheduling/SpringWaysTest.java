// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;

@UnderAgent(java = 21, jvmArgs = "-Dheddle.context.strict=true")
class SpringWaysTest {
  @Test
  void ways_insideTwoRequests_eachCallIsAChildOfItsOwn(Traces traces) throws Exception {
    TaskScheduler scheduler = new ConcurrentTaskScheduler(Executors.newScheduledThreadPool(8));
    try (ContextWays ways = new ContextWays()) {
      ways.addPeriodic("trigger", task -> scheduler.schedule(task, new Soon()));
      if (hasSimpleScheduler()) {
        SpringWays.add(ways);
      }
      assertThat(ways.misplaced(traces)).isEmpty();
    }
  }

  private static boolean hasSimpleScheduler() {
    try {
      // added in 6.1
      Class.forName("org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
