// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.rxjava;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.WaysRun;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which RxJava runs something elsewhere, or for others. */
class RxWaysTest {
  private static final List<Jvm> JVMS = Jvm.among(8, 17, 25);

  @ParameterizedTest
  @FieldSource("JVMS")
  void ways2_insideRequests_eachCallIsWhereItWasSubscribed(Jvm jvm) {
    WaysRun run = WaysRun.of(jvm, Rx2Ways.class);

    assertThat(run.made()).hasSizeGreaterThan(150);
    run.assertAllWhereTheyBelong();
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void ways3_insideRequests_eachCallIsWhereItWasSubscribed(Jvm jvm) {
    WaysRun run = WaysRun.of(jvm, Rx3Ways.class);

    assertThat(run.made()).hasSizeGreaterThan(150);
    run.assertAllWhereTheyBelong();
  }

  @ParameterizedTest
  @ValueSource(classes = {Rx2Ways.class, Rx3Ways.class})
  void ways_switchedOff_callsGoAstray(Class<?> program) {
    WaysRun run = WaysRun.of(Jvm.current(), program, "OTEL_INSTRUMENTATION_RXJAVA_ENABLED=false");

    assertThat(run.astray()).hasSizeGreaterThan(60);
  }
}
