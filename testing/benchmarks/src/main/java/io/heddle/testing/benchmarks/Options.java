// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The command line.
 *
 * @param jdks installations to measure on
 * @param rounds how often each process is run
 * @param scenarios what is measured
 * @param agents what it is measured with
 * @param out the file that is written
 */
record Options(List<Jdk> jdks, int rounds, List<Scenario> scenarios, List<Agent> agents, Path out) {

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "--jdk", "17,25",
          "--rounds", "5",
          "--only", "",
          "--agents", "none,heddle,otel",
          "--out", "testing/benchmarks/RESULTS.md");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException for an option or a value that does not exist
   */
  static Options parse(Path root, String... args) throws IOException {
    Map<String, String> values = new TreeMap<>(DEFAULTS);
    for (int i = 0; i < args.length; i += 2) {
      if (!DEFAULTS.containsKey(args[i]) || i + 1 == args.length) {
        throw new IllegalArgumentException("unknown option, or one without a value: " + args[i]);
      }
      values.put(args[i], args[i + 1]);
    }
    List<Jdk> jdks = new ArrayList<>();
    for (String jdk : list(values, "--jdk")) {
      jdks.add(Jdk.find(jdk));
    }
    List<Agent> agents = list(values, "--agents").stream().map(Agent::of).toList();
    return new Options(
        jdks,
        Integer.parseInt(value(values, "--rounds")),
        scenarios(list(values, "--only")),
        agents,
        root.resolve(value(values, "--out")));
  }

  private static List<Scenario> scenarios(List<String> names) {
    Set<String> known = Set.copyOf(Scenario.ALL.stream().map(Scenario::name).toList());
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("unknown scenario: " + name);
      }
    }
    return Scenario.ALL.stream()
        .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
        .toList();
  }

  private static List<String> list(Map<String, String> values, String option) {
    String value = value(values, option);
    return value.isEmpty() ? List.of() : List.of(value.split(","));
  }

  private static String value(Map<String, String> values, String option) {
    return values.getOrDefault(option, "");
  }
}
