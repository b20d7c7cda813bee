// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.smoke.jvm.context.ManyVirtualThreads;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Virtual threads that wait hold no more than the JVM and the request's context make them. */
class ManyVirtualThreadsTest {
  private static final List<Jvm> JVMS = Jvm.among(21, 25);

  private static final int THREADS = 300_000;

  /**
   * What a heap in use differs by from run to run, stacks left out, for one thread: the JVM's own
   * tables and queues of threads double at times. A map of thread locals alone would be 150 more.
   */
  private static final int NOISE_BYTES = 48;

  /** What stands in for the thread's task. */
  private static final int CONTEXT_BYTES = 24;

  @ParameterizedTest
  @FieldSource("JVMS")
  void threads_outsideOfRequest_holdNothingMore(Jvm jvm) {
    int plain = bytes(threads(jvm, "outside").run());
    int woven = bytes(Programs.withoutExport(threads(jvm, "outside", "wait").agent()).run());

    assertThat(woven).isLessThan(plain + NOISE_BYTES);
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void threads_insideRequest_holdItsContextAlone(Jvm jvm) {
    int plain = bytes(threads(jvm, "inside").run());
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      int woven = bytes(threads(jvm, "inside", "wait").agent().exportTo(receiver).run());

      assertThat(woven).isLessThan(plain + CONTEXT_BYTES + NOISE_BYTES);
      assertThat(receiver.spans().stream().filter(span -> span.kind() == Kind.CLIENT))
          .hasSize(2)
          .noneMatch(SpanRecord::isRoot);
    }
  }

  private static JvmCommand threads(Jvm jvm, String... where) {
    String[] args = new String[where.length + 1];
    args[0] = Integer.toString(THREADS);
    System.arraycopy(where, 0, args, 1, where.length);
    return Programs.on(jvm)
        .jvmArgs("-Xmx2g", "-XX:+UseSerialGC")
        .main(ManyVirtualThreads.class.getName(), args);
  }

  private static int bytes(JvmProcess process) {
    assertThat(process.expectExit(0).stderr()).isEmpty();
    String line = process.stdout().lines().findFirst().orElseThrow();
    assertThat(line).startsWith("bytes ");
    return Integer.parseInt(line.substring("bytes ".length()));
  }
}
