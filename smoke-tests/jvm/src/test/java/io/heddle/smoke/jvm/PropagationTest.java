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

/** Context through servers, clients and threads of the JDK, by the packaged jar as it is. */
class PropagationTest {
  private static final List<Jvm> JVMS = Jvm.all();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

  @ParameterizedTest
  @FieldSource("JVMS")
  void relay_enabled_allSpansAreOfTheIncomingTrace(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process = relay(jvm, receiver).run().expectExit(0);

      assertThat(process.stderr()).isEmpty();
      assertThat(process.stdout()).startsWith("00-" + TRACE + "-").isNotEqualTo(PARENT + "\n");
      assertThat(receiver.spans()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(receiver.spans()).extracting(SpanRecord::traceId).containsOnly(TRACE);
    }
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void relay_sdkDisabled_noSpansAndIncomingContextIsPassedOn(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process =
          relay(jvm, receiver).env("OTEL_SDK_DISABLED", "true").run().expectExit(0);

      assertThat(process.stderr()).isEmpty();
      assertThat(process.stdout()).isEqualTo(PARENT + "\n");
      assertThat(receiver.requestCount()).isZero();
    }
  }

  private static JvmCommand relay(Jvm jvm, OtlpReceiver receiver) {
    return Programs.on(jvm).agent().exportTo(receiver).main(Relay.class.getName(), PARENT);
  }
}
