// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Advice that throws at every call is swallowed, and switched off in one line. */
class HostileAdviceTest {
  private static final List<Jvm> JVMS = Jvm.all();
  private static final String OFF =
      "[heddle] instrumentation hostile failed 100 times and is off: ";

  @ParameterizedTest
  @FieldSource("JVMS")
  void advice_throwsAlways_outputIsTheSameAndItIsSwitchedOffInOneLine(Jvm jvm) {
    JvmProcess plain = steps(jvm, 300).run().expectExit(0);
    JvmProcess woven =
        Programs.withoutExport(steps(jvm, 300).agent(SmokeJar.PATH)).run().expectExit(0);

    assertThat(woven.stdout()).isEqualTo(plain.stdout()).contains("step 299 is 300");
    assertThat(woven.stderr()).isEqualTo(OFF + "java.lang.StackOverflowError: thrown by advice\n");
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void advice_throwsLessThanTheLimit_nothingIsWritten(Jvm jvm) {
    JvmProcess woven =
        Programs.withoutExport(steps(jvm, 49).agent(SmokeJar.PATH)).run().expectExit(0);

    assertThat(woven.stdout()).isEqualTo(steps(jvm, 49).run().stdout());
    assertThat(woven.stderr()).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void advice_throwsInManyThreads_itIsSwitchedOffInOneLine(Jvm jvm) {
    JvmProcess plain = crowd(jvm).run().expectExit(0);
    JvmProcess woven = Programs.withoutExport(crowd(jvm).agent(SmokeJar.PATH)).run().expectExit(0);

    assertThat(woven.stdout()).isEqualTo(plain.stdout()).contains("all steps give ");
    assertThat(woven.stderr()).startsWith(OFF).hasLineCount(1);
  }

  private static JvmCommand crowd(Jvm jvm) {
    return Programs.on(jvm).main(Steps.class.getName(), "crowded", "16");
  }

  private static JvmCommand steps(Jvm jvm, int count) {
    return Programs.on(jvm).main(Steps.class.getName(), "hostile", Integer.toString(count));
  }
}
