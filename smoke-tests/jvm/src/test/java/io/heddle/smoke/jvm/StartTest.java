// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmProcess;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A program is the same with the agent, byte for byte. */
class StartTest {
  private static final List<Jvm> JVMS = Jvm.all();

  static Stream<Jvm> denyingJvms() {
    return Jvm.among(25).stream();
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void run_woven_outputAndStatusAreThoseWithoutAgent(Jvm jvm) {
    JvmProcess plain = Programs.on(jvm).main(Tasks.class.getName()).run().expectExit(7);
    JvmProcess woven =
        Programs.withAgent(jvm).main(Tasks.class.getName(), "wait").run().expectExit(7);

    assertSame(plain, woven);
    assertThat(plain.stdout()).contains("forked 144");
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void run_endsBeforeAgentIsReady_outputAndStatusAreThoseWithoutAgent(Jvm jvm) {
    JvmProcess plain = Programs.on(jvm).main(Tasks.class.getName()).run().expectExit(7);
    JvmProcess hasty = Programs.on(jvm).agent().main(Tasks.class.getName()).run().expectExit(7);

    assertSame(plain, hasty);
  }

  @ParameterizedTest
  @MethodSource("denyingJvms")
  void run_unsafeDenied_nothingIsWritten(Jvm jvm) {
    JvmProcess plain = Programs.on(jvm).main(Tasks.class.getName()).run().expectExit(7);
    JvmProcess woven =
        Programs.withAgent(jvm)
            .jvmArgs("--sun-misc-unsafe-memory-access=deny", "--illegal-native-access=deny")
            .main(Tasks.class.getName(), "wait")
            .run()
            .expectExit(7);

    assertSame(plain, woven);
  }

  @Test
  void run_noSuchMainClass_failsAsWithoutAgent() {
    Jvm jvm = Jvm.current();
    JvmProcess plain = Programs.on(jvm).main("none.Such").run().expectExit(1);

    assertSame(plain, Programs.withAgent(jvm).main("none.Such").run().expectExit(1));
  }

  private static void assertSame(JvmProcess plain, JvmProcess other) {
    assertThat(other.stdout()).isEqualTo(plain.stdout());
    assertThat(other.stderr()).isEqualTo(plain.stderr());
  }
}
