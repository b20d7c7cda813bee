// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.SpanRecord;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every way of putting the agent into a JVM gives spans and nothing else. */
class WaysInTest {
  private static final List<Jvm> JVMS = Jvm.all();
  private static final String[] PROGRAM = {"traced", "3"};
  private static final String OUTPUT = "step 1 is 1\nstep 2 is 4\nstep 3 is 9\n";

  @ParameterizedTest
  @FieldSource("JVMS")
  void commandLine_spansArrive(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process = steps(jvm, receiver).agent(SmokeJar.PATH).run().expectExit(0);

      assertThat(process.stderr()).isEmpty();
      assertTraced(process, receiver);
    }
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void toolOptions_spansArriveAndOnlyTheJvmsOwnLineIsWritten(Jvm jvm) {
    String options = "-javaagent:" + SmokeJar.PATH;
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process =
          steps(jvm, receiver).env("JAVA_TOOL_OPTIONS", options).run().expectExit(0);

      assertThat(process.stderr()).isEqualTo("Picked up JAVA_TOOL_OPTIONS: " + options + "\n");
      assertTraced(process, receiver);
    }
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void alsoOnBootClassPath_spansArrive(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process =
          steps(jvm, receiver)
              .agent(SmokeJar.PATH)
              .jvmArgs("-Xbootclasspath/a:" + SmokeJar.PATH)
              .run()
              .expectExit(0);

      assertThat(process.stderr()).isEmpty();
      assertTraced(process, receiver);
    }
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void attached_loadedClassesAreWoven(Jvm jvm) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        JvmProcess process = Attach.served(jvm, receiver)) {
      Attach.load(process, SmokeJar.PATH);
      process.writeLine("");
      process.await().expectExit(0);

      assertThat(process.stderr()).isEmpty();
      assertThat(process.stdout()).isEqualTo("step 0 is 0\n" + OUTPUT);
      assertThat(receiver.spans()).hasSize(3);
    }
  }

  private static JvmCommand steps(Jvm jvm, OtlpReceiver receiver) {
    return Programs.on(jvm).exportTo(receiver).main(Steps.class.getName(), PROGRAM);
  }

  private static void assertTraced(JvmProcess process, OtlpReceiver receiver) {
    assertThat(process.stdout()).isEqualTo(OUTPUT);
    assertThat(receiver.spans())
        .extracting(SpanRecord::name)
        .containsExactly("traced", "traced", "traced");
  }
}
