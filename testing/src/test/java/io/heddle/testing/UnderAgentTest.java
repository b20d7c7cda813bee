// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UnderAgent(
    agent = false,
    env = "KIT_VALUE=a=b",
    jvmArgs = {"-Dkit=child", "-Xmx200m"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UnderAgentTest {
  private static Sdk sdk;
  private static Span left;

  @BeforeAll
  static void start() {
    sdk = Sdk.http(System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT"));
  }

  @AfterAll
  static void stop() {
    sdk.close();
  }

  @Test
  void environment_child_isAsTold() {
    assertThat(System.getProperty("kit")).isEqualTo("child");
    assertThat(System.getProperty("heddle.jar")).endsWith("heddle.jar");
    assertThat(System.getenv("KIT_VALUE")).isEqualTo("a=b");
    assertThat(System.getenv("OTEL_SERVICE_NAME")).isEqualTo("test");
    assertThat(System.getenv("OTEL_BSP_SCHEDULE_DELAY")).isEqualTo("50");
  }

  @Test
  void output_printed_isSeen(Traces traces) throws InterruptedException {
    System.out.println("hello from the child");
    for (int i = 0; i < 100 && !traces.output().contains("hello from the child"); i++) {
      Thread.sleep(20);
    }
    assertThat(traces.output()).contains("hello from the child");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void awaitTraces_spansSent_arrive(int count, Traces traces) {
    for (int i = 0; i < count; i++) {
      sdk.tracer().spanBuilder("span " + i).startSpan().end();
    }
    List<Trace> arrived = traces.awaitTraces(count);

    assertThat(arrived).hasSize(count);
    assertThat(arrived.get(0)).hasSpans(span -> span.hasName("span 0").hasNoParent());
  }

  @Test
  @Order(1)
  void late_first_leavesASpanBehind() {
    Span root = sdk.tracer().spanBuilder("of another test").startSpan();
    try (Scope scope = root.makeCurrent()) {
      left = sdk.tracer().spanBuilder("late").startSpan();
    }
    root.end();
    assertThat(left.isRecording()).isTrue();
  }

  @Test
  @Order(2)
  void late_second_doesNotSeeIt(Traces traces) {
    left.end();
    sdk.tracer().spanBuilder("own").startSpan().end();

    assertThat(traces.awaitTrace()).hasSpans(span -> span.hasName("own"));
    traces.assertNoMoreSpans(Duration.ofMillis(200));
  }

  @Nested
  class Inner {
    @Test
    void nested_runsInTheChild(Traces traces) {
      assertThat(System.getProperty("kit")).isEqualTo("child");
      assertThat(traces.spans()).isEmpty();
    }
  }
}
