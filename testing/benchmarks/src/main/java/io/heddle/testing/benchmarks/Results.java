// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All figures of a session, and the table made of them. */
final class Results {
  private static final String HEAD =
      """
      | scenario | JDK | figure | none | heddle | OTel agent | heddle adds | OTel agent adds | heddle / OTel agent |
      |---|---|---|---:|---:|---:|---:|---:|---:|
      """;

  private record Key(String scenario, String jdk, Agent agent) {}

  private final Map<Key, List<Figures>> runs = new HashMap<>();

  void add(Scenario scenario, Jdk jdk, Agent agent, Figures figures) {
    runs.computeIfAbsent(new Key(scenario.name(), jdk.major(), agent), key -> new ArrayList<>())
        .add(figures);
  }

  /** Returns the rows of all scenarios that were run, as Markdown. */
  String table(List<Scenario> scenarios, List<Jdk> jdks) {
    StringBuilder table = new StringBuilder(HEAD);
    for (Scenario scenario : scenarios) {
      for (Jdk jdk : jdks) {
        if (Integer.parseInt(jdk.major()) < scenario.since()) {
          continue;
        }
        rows(table, scenario, jdk, Agent.NONE, Agent.OTEL, "");
        if (wasRun(scenario, jdk, Agent.IDLE)) {
          rows(table, scenario, jdk, Agent.IDLE, Agent.OTEL, ", over an idle agent");
        }
        if (wasRun(scenario, jdk, Agent.OTEL_STABLE_DB)) {
          String text = ", stable database conventions";
          rows(table, scenario, jdk, Agent.NONE, Agent.OTEL_STABLE_DB, text);
        }
      }
    }
    return table.toString();
  }

  private boolean wasRun(Scenario scenario, Jdk jdk, Agent agent) {
    return runs.containsKey(new Key(scenario.name(), jdk.major(), agent));
  }

  private void rows(
      StringBuilder table, Scenario scenario, Jdk jdk, Agent base, Agent peer, String what) {
    String start = "| " + scenario.name() + what + " | ";
    for (Figure figure : scenario.figures()) {
      Sample none = sample(scenario, jdk, base, figure);
      Sample heddle = sample(scenario, jdk, Agent.HEDDLE, figure);
      Sample other = sample(scenario, jdk, peer, figure);
      table.append(start).append(jdk.major()).append(" | ").append(figure.title());
      cell(table, none == null ? "" : none.text(figure.decimals()));
      cell(table, heddle == null ? "" : heddle.text(figure.decimals()));
      cell(table, other == null ? "" : other.text(figure.decimals()));
      cell(table, added(none, heddle, figure));
      cell(table, added(none, other, figure));
      cell(table, ratio(none, heddle, other));
      table.append(" |\n");
    }
    if (scenario.spans()) {
      String kind = scenario.spanKind();
      table
          .append(start)
          .append(jdk.major())
          .append(" | " + kind + " spans that arrived, all rounds");
      for (Agent agent : List.of(base, Agent.HEDDLE, peer)) {
        cell(table, spans(scenario, jdk, agent));
      }
      table.append(" | | | |\n");
    }
  }

  private static void cell(StringBuilder table, String text) {
    table.append(" | ").append(text);
  }

  /** Returns what Heddle adds, in per cent of what the other one adds. */
  static String ratio(@Nullable Sample none, @Nullable Sample heddle, @Nullable Sample other) {
    if (none == null || heddle == null || other == null || other.median() <= none.median()) {
      return "";
    }
    double added = heddle.median() - none.median();
    return Sample.number(100 * added / (other.median() - none.median()), 0) + " %";
  }

  private static String added(@Nullable Sample none, @Nullable Sample agent, Figure figure) {
    if (none == null || agent == null) {
      return "";
    }
    double added = agent.median() - none.median();
    return (added < 0 ? "" : "+") + Sample.number(added, figure.decimals());
  }

  private String spans(Scenario scenario, Jdk jdk, Agent agent) {
    String kind = scenario.spanKind();
    List<Figures> all = runs.getOrDefault(new Key(scenario.name(), jdk.major(), agent), List.of());
    double expected = 0;
    double arrived = 0;
    double roots = 0;
    for (Figures figures : all) {
      expected += figures.has(kind + "_spans") ? figures.get(kind + "_spans") : 0;
      arrived += figures.get(kind);
      roots += figures.get(kind + "_roots");
    }
    if (all.isEmpty()) {
      return "";
    }
    if (agent == Agent.NONE || agent == Agent.IDLE || expected == 0) {
      return Sample.number(arrived, 0);
    }
    boolean complete = arrived == expected;
    return Sample.number(arrived, 0)
        + (complete ? " (all" : " (**of " + Sample.number(expected, 0) + "**")
        + ", "
        + Sample.number(roots, 0)
        + " roots)";
  }

  private @Nullable Sample sample(Scenario scenario, Jdk jdk, Agent agent, Figure figure) {
    List<Figures> all = runs.get(new Key(scenario.name(), jdk.major(), agent));
    return all == null
        ? null
        : Sample.of(
            all.stream().mapToDouble(each -> each.get(figure.key()) / figure.scale()).toArray());
  }
}
