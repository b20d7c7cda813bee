// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.WaysRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every way in which Reactor runs something elsewhere, or for others. */
class ReactorWaysTest {
  private static final List<Jvm> JVMS = Jvm.among(8, 17, 25);

  @ParameterizedTest
  @FieldSource("JVMS")
  void ways_insideRequests_eachCallIsWhereItWasSubscribed(Jvm jvm) {
    WaysRun run = WaysRun.of(jvm, ReactorWays.class);

    assertThat(run.made()).hasSizeGreaterThan(90);
    run.assertAllWhereTheyBelong();
  }

  @Test
  void ways_switchedOff_callsGoAstray() {
    WaysRun run =
        WaysRun.of(Jvm.current(), ReactorWays.class, "OTEL_INSTRUMENTATION_REACTOR_ENABLED=false");

    assertThat(run.astray()).hasSizeGreaterThan(25);
  }
}
