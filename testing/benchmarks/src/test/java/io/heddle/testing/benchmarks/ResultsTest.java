// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Jdk JDK = new Jdk("17", Path.of("jdk"), "17");
  private static final Scenario LOAD =
      new Scenario(
          "load", List.of(new Figure("us", "CPU, us", 1, 1)), List.of("jdbc"), Map.of(), false, 0);

  private final Results results = new Results();

  @Test
  void table_allAgents_comparesWhatTheyAdd() {
    add(Agent.NONE, "us=2 spans=0 client=0 client_roots=0 client_spans=10");
    add(Agent.HEDDLE, "us=4 spans=10 client=10 client_roots=10 client_spans=10");
    add(Agent.OTEL, "us=10 spans=10 client=10 client_roots=10 client_spans=10");

    assertThat(table())
        .contains(
            "| load | 17 | CPU, us | 2.0 (2.0-2.0) | 4.0 (4.0-4.0) | 10.0 (10.0-10.0) | +2.0 | +8.0 | 25 % |")
        .contains("| 0 | 10 (all, 10 roots) | 10 (all, 10 roots) |");
  }

  @Test
  void table_idleAgent_isBaseOfRowsOfItsOwn() {
    add(Agent.NONE, "us=2 spans=0 client=0 client_roots=0 client_spans=10");
    add(Agent.IDLE, "us=3 spans=0 client=0 client_roots=0 client_spans=10");
    add(Agent.HEDDLE, "us=4 spans=10 client=10 client_roots=10 client_spans=10");
    add(Agent.OTEL, "us=10 spans=10 client=10 client_roots=10 client_spans=10");

    assertThat(table())
        .contains("| +2.0 | +8.0 | 25 % |")
        .contains(
            "| load, over an idle agent | 17 | CPU, us | 3.0 (3.0-3.0) | 4.0 (4.0-4.0) | 10.0 (10.0-10.0) | +1.0 | +7.0 | 14 % |")
        .contains("| 0 | 10 (all, 10 roots) | 10 (all, 10 roots) |");
  }

  @Test
  void table_agentAbsent_leavesItsCellsEmpty() {
    add(Agent.NONE, "us=2 spans=0 client=0 client_roots=0 client_spans=10");
    add(Agent.OTEL, "us=10 spans=10 client=10 client_roots=10 client_spans=10");

    assertThat(table()).contains("| 2.0 (2.0-2.0) |  | 10.0 (10.0-10.0) |  | +8.0 |  |");
  }

  @Test
  void table_spansLost_saysHowMany() {
    add(Agent.OTEL, "us=10 spans=9 client=9 client_roots=1 client_spans=10");

    assertThat(table()).contains("9 (**of 10**, 1 roots)");
  }

  @Test
  void ratio_peerAddsNothing_isEmpty() {
    Sample none = Sample.of(10);

    assertThat(Results.ratio(none, Sample.of(12), Sample.of(9))).isEmpty();
  }

  private void add(Agent agent, String line) {
    Figures figures = new Figures();
    figures.read(line);
    results.add(LOAD, JDK, agent, figures);
  }

  private String table() {
    return results.table(List.of(LOAD), List.of(JDK));
  }
}
