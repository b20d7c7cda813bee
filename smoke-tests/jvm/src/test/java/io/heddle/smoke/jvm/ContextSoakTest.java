// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.smoke.jvm.context.Races;
import io.heddle.smoke.jvm.context.Soak;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Nothing is kept of tasks that never run, and no scope is left by tasks that are raced for. */
class ContextSoakTest {
  private static final List<Jvm> OLDEST_AND_NEWEST = Jvm.among(8, 25);
  private static final List<Jvm> JVMS = Jvm.all();

  /** What a JVM's heap in use differs by from one full collection to the next. */
  private static final long HEAP_NOISE_KILOBYTES = 1_500;

  @ParameterizedTest
  @FieldSource("OLDEST_AND_NEWEST")
  void soak_tenMillionTasksATenthNeverRun_heapEndsAsItBegan(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process =
          Programs.on(jvm)
              .agent()
              .exportTo(receiver)
              .jvmArgs("-Xmx256m")
              .timeout(Duration.ofMinutes(5))
              .main(Soak.class.getName(), "10000000")
              .run()
              .expectExit(0);

      assertThat(process.stderr()).isEmpty();
      List<String> lines = process.stdout().lines().toList();
      assertThat(lines).startsWith("/in/soak -1", "/in/soak -1", "ran 9000000").hasSize(4);
      String[] heap = lines.get(3).split(" ");
      assertThat(Long.parseLong(heap[2]) - Long.parseLong(heap[1]))
          .isLessThan(HEAP_NOISE_KILOBYTES);
      assertThat(receiver.spans().stream().filter(span -> span.kind() == Kind.CLIENT))
          .hasSize(2)
          .noneMatch(SpanRecord::isRoot);
    }
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void races_cancelCompleteRemove_noScopeIsLeftOrClosedTwice(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process =
          Programs.on(jvm)
              .agent()
              .exportTo(receiver)
              .main(Races.class.getName(), "5000")
              .run()
              .expectExit(0);

      assertThat(process.stderr()).isEmpty();
      assertThat(process.stdout().lines()).hasSize(8).allMatch(line -> line.endsWith(" -1"));
      List<SpanRecord> calls =
          receiver.spans().stream().filter(span -> span.kind() == Kind.CLIENT).toList();
      assertThat(calls).hasSize(8).allMatch(SpanRecord::isRoot);
    }
  }
}
