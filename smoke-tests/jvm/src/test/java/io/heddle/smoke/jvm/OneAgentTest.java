// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A JVM has one agent, and an agent that stays out says so in one line. */
class OneAgentTest {
  private static final List<Jvm> JVMS = Jvm.all();
  private static final List<Jvm> TWO = Jvm.among(8, 25);
  private static final String SECOND = "[heddle] is already in this JVM; this one stays out\n";

  @ParameterizedTest
  @FieldSource("JVMS")
  void commandLine_twoAgents_secondStaysOut(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process =
          Programs.on(jvm)
              .exportTo(receiver)
              .agent(SmokeJar.PATH)
              .jvmArgs("-javaagent:" + Programs.JAR)
              .main(Steps.class.getName(), "traced", "2")
              .run()
              .expectExit(0);

      assertThat(process.stderr()).isEqualTo(SECOND);
      assertThat(receiver.spans()).hasSize(2);
    }
  }

  @ParameterizedTest
  @FieldSource("TWO")
  void attached_toJvmWithAgent_secondStaysOut(Jvm jvm) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        JvmProcess process =
            Attach.command(jvm, receiver).agent(SmokeJar.PATH).start().awaitOutput("step 0")) {
      Attach.load(process, SmokeJar.PATH);
      process.writeLine("");
      process.await().expectExit(0);

      assertThat(process.stderr()).isEqualTo(SECOND);
      assertThat(receiver.spans()).hasSize(4);
    }
  }

  @Test
  void oldJvm_agentStaysOutInOneLine() {
    // Java 8 lets this property be set; what decides is what the agent reads.
    JvmProcess process =
        Programs.on(Jvm.of(8))
            .agent()
            .jvmArgs("-Djava.specification.version=1.7")
            .main(Threads.class.getName(), "500")
            .run()
            .expectExit(0);

    assertThat(process.stderr())
        .isEqualTo("[heddle] needs Java 8 or later and stays out of Java 1.7\n");
    assertThat(process.stdout()).isEqualTo("threads \n");
  }
}
