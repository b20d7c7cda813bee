// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final String HERE = "here=" + System.getProperty("java.home");

  @Test
  void parse_only_keepsTheOrderOfTheScenarios() throws Exception {
    Options options = Options.parse(Path.of(""), "--jdk", HERE, "--only", "load,empty");

    assertThat(options.scenarios()).extracting(Scenario::name).containsExactly("empty", "load");
    assertThat(options.jdks().get(0).home()).isEqualTo(Path.of(System.getProperty("java.home")));
  }

  @Test
  void parse_nothingElse_runsEverythingFiveTimes() throws Exception {
    Options options = Options.parse(Path.of(""), "--jdk", HERE);

    assertThat(options.scenarios()).isEqualTo(Scenario.ALL);
    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.agents()).containsExactly(Agent.NONE, Agent.HEDDLE, Agent.OTEL);
  }

  @Test
  void parse_unknownNames_areRefused() {
    assertThatThrownBy(() -> Options.parse(Path.of(""), "--jdk", HERE, "--only", "spring"))
        .hasMessage("unknown scenario: spring");
    assertThatThrownBy(() -> Options.parse(Path.of(""), "--jdk", HERE, "--agents", "other"))
        .hasMessage("unknown agent: other");
    assertThatThrownBy(() -> Options.parse(Path.of(""), "--fast", "yes"))
        .hasMessageContaining("--fast");
  }
}
