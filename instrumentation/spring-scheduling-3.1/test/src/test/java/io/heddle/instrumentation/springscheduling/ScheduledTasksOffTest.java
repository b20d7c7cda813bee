// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

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
}
