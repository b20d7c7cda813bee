// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The settings that switch the agent, or a part of it, off. */
class SwitchesTest {
  private static final List<Jvm> JVMS = Jvm.all();

  @ParameterizedTest
  @FieldSource("JVMS")
  void agentDisabled_byVariable_noThreadAndNothingWoven(Jvm jvm) {
    JvmProcess process =
        Programs.on(jvm)
            .agent()
            .env("OTEL_JAVAAGENT_ENABLED", "false")
            .main(Threads.class.getName())
            .run()
            .expectExit(0);

    assertThat(process.output()).isEqualTo("--- stdout ---\nthreads \n--- stderr ---\n");
  }

  @Test
  void agentDisabled_byProperty_nothingWoven() {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process = steps(receiver, "-Dotel.javaagent.enabled=false").run().expectExit(0);

      assertThat(process.output())
          .isEqualTo("--- stdout ---\nstep 1 is 1\nstep 2 is 4\n--- stderr ---\n");
      assertThat(receiver.requestCount()).isZero();
    }
  }

  @Test
  void agentEnabled_threadsOfTheAgentAreThere() {
    JvmProcess process =
        Programs.withAgent(Jvm.current()).main(Threads.class.getName()).run().expectExit(0);

    assertThat(process.stdout()).contains("[heddle-keeper]");
  }

  @Test
  void sdkDisabled_noRequestIsMade() {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      steps(receiver, "-Dotel.sdk.disabled=true").run().expectExit(0);

      assertThat(receiver.requestCount()).isZero();
    }
  }

  @Test
  void instrumentationDisabled_noSpans() {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      steps(receiver, "-Dotel.instrumentation.smoke.enabled=false").run().expectExit(0);

      assertThat(receiver.spans()).isEmpty();
    }
  }

  private static JvmCommand steps(OtlpReceiver receiver, String argument) {
    return Programs.on(Jvm.current())
        .exportTo(receiver)
        .agent(SmokeJar.PATH)
        .jvmArgs(argument)
        .main(Steps.class.getName(), "traced", "2");
  }
}
