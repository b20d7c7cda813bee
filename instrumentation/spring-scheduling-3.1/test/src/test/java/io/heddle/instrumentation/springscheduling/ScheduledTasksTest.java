// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.TraceAssert;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.util.List;
import org.junit.jupiter.api.Test;

@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
class ScheduledTasksTest {
  @Test
  void tasks_ofEveryForm_eachRunIsATraceOfItsOwn(Traces traces) throws Exception {
    List<SpanRecord> spans;
    try (ContextWays ways = new ContextWays()) {
      Jobs.work = () -> ways.call("/out/work");
      try (SpringApp app = new SpringApp()) {
        app.start();
        spans = traces.awaitSpans(60);
      }
    }
    String type = Jobs.class.getName();
    List<SpanRecord> runs = spans.stream().filter(span -> span.kind() == Kind.INTERNAL).toList();
    assertThat(runs)
        .extracting(SpanRecord::name)
        .containsOnly("Jobs.tick", "Jobs.fail", "Jobs$$Lambda.run", "Failing.run");
    assertThat(runs).hasSizeGreaterThan(8).allMatch(SpanRecord::isRoot);
    assertThat(runs).extracting(SpanRecord::traceId).doesNotHaveDuplicates();
    for (SpanRecord run : runs) {
      String function = (String) run.attributes().get("code.function.name");
      switch (run.name()) {
        case "Jobs.tick" -> assertThat(function).isEqualTo(type + ".tick");
        case "Jobs.fail" -> {
          assertThat(function).isEqualTo(type + ".fail");
          TraceAssert.assertThat(run)
              .hasStatus(SpanRecord.Status.ERROR)
              .hasAttribute("error.type", "java.lang.IllegalStateException")
              .hasException(IllegalStateException.class);
        }
        case "Failing.run" -> {
          assertThat(function).isEqualTo(type + "$Failing.run");
          TraceAssert.assertThat(run)
              .hasStatus(SpanRecord.Status.ERROR)
              .hasException(UnsupportedOperationException.class);
        }
        default -> assertThat(function).startsWith(type + "$$Lambda").endsWith(".run");
      }
      long calls =
          spans.stream()
              .filter(span -> span.kind() == Kind.CLIENT)
              .filter(span -> span.parentSpanId().equals(run.spanId()))
              .count();
      boolean works = run.name().equals("Jobs.tick") || run.name().startsWith("Jobs$$");
      assertThat(calls).as(run.name()).isEqualTo(works ? 1 : 0);
      if (works) {
        TraceAssert.assertThat(run).hasStatus(SpanRecord.Status.UNSET).hasNoEvents();
      }
    }
    assertThat(traces.output()).doesNotContain("[heddle] scope");
  }
}
