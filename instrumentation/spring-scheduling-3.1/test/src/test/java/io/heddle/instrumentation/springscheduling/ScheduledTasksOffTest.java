// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;

@UnderAgent(env = "OTEL_INSTRUMENTATION_SPRING_SCHEDULING_ENABLED=false")
class ScheduledTasksOffTest {
  @Test
  void tasks_instrumentationIsOff_haveNoSpans(Traces traces) throws Exception {
    try (ContextWays ways = new ContextWays()) {
      Jobs.work = () -> ways.call("/out/work");
      try (SpringApp app = new SpringApp()) {
        app.start();
        assertThat(traces.awaitSpans(4 * 2))
            .extracting(SpanRecord::kind)
            .doesNotContain(SpanRecord.Kind.INTERNAL);
      }
    }
  }

  @Test
  void trigger_instrumentationIsOff_carriesTheContextThatStartedIt(Traces traces) throws Exception {
    TaskScheduler scheduler = new ConcurrentTaskScheduler(Executors.newScheduledThreadPool(8));
    try (ContextWays ways = new ContextWays()) {
      ways.addPeriodic("trigger", task -> scheduler.schedule(task, new Soon()));
      assertThat(ways.misplaced(traces)).containsExactly("trigger");
    }
  }
}
