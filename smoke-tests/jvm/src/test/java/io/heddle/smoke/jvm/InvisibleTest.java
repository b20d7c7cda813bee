// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.smoke.jvm.context.Invisible;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmProcess;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What code sees of its own tasks is what it sees without the agent. */
class InvisibleTest {
  private static final List<Jvm> JVMS = Jvm.all();

  @ParameterizedTest
  @FieldSource("JVMS")
  void tasks_insideRequest_sameAsWithoutAgent(Jvm jvm) {
    JvmProcess plain = Programs.on(jvm).main(Invisible.class.getName()).run().expectExit(0);
    JvmProcess woven =
        Programs.withAgent(jvm).main(Invisible.class.getName(), "wait").run().expectExit(0);

    assertThat(plain.stdout().lines()).hasSizeGreaterThan(60);
    assertThat(woven.stdout()).isEqualTo(plain.stdout());
    assertThat(woven.stderr()).isEqualTo(plain.stderr()).isEmpty();
  }
}
