// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scenarios, agents by turns, and writes the table.
 *
 * <p>Ends with status 1 if a process failed.
 */
public final class Runner {
  private final Path root;
  private final Options options;
  private final List<Agent> agents = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Results results = new Results();

  private Runner(Path root, Options options) {
    this.root = root;
    this.options = options;
  }

  /**
   * Runs.
   *
   * @param args see {@code testing/benchmarks/README.md}; the system property {@code heddle.root}
   *     is the project's directory
   */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(System.getProperty("heddle.root", "")).toAbsolutePath();
    Runner runner;
    try {
      runner = new Runner(root, Options.parse(root, args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    System.exit(runner.run(String.join(" ", args)) ? 0 : 1);
  }

  private boolean run(String args) throws IOException, InterruptedException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    for (Agent agent : options.agents()) {
      Path jar = agent.jar(root);
      if (jar == null || Files.exists(jar)) {
        agents.add(agent);
      } else {
        System.out.println("skipped: " + agent.label() + ", no " + root.relativize(jar));
      }
    }
    Path target = root.resolve("testing/benchmarks/target");
    String classes = target.resolve("benchmarks.jar").toString();
    String all = classes + File.pathSeparator + target.resolve("lib") + File.separator + "*";
    try (Helper sink = new Helper(all, SpanSink.class.getName());
        Helper greeting =
            new Helper(classes, "io.heddle.testing.benchmarks.measured.GreetingServer")) {
      Path app = root.resolve("smoke-tests/spring-boot-app/target/spring-boot-app.jar");
      Map<String, String> places =
          Map.of(
              "@APP",
              app.toString(),
              "@CLASSES",
              classes,
              "@LIBRARIES",
              all,
              "@GREETING",
              greeting.address() + "/greeting");
      Launcher launcher = new Launcher(root, sink, places);
      for (Scenario scenario : options.scenarios()) {
        for (Jdk jdk : options.jdks()) {
          if (Integer.parseInt(jdk.major()) < scenario.since()) {
            continue;
          }
          measure(launcher, scenario, jdk);
        }
      }
    }
    write(args, load);
    return failures.isEmpty();
  }

  private void measure(Launcher launcher, Scenario scenario, Jdk jdk) throws InterruptedException {
    for (int round = scenario.warmUpRun() ? 0 : 1; round <= options.rounds(); round++) {
      for (Agent agent : agents) {
        if (agent == Agent.OTEL_STABLE_DB && !scenario.database()) {
          continue;
        }
        String what =
            String.format(
                Locale.ROOT,
                "%s, JDK %s, round %d, %s",
                scenario.name(),
                jdk.major(),
                round,
                agent.label());
        try {
          Figures figures = launcher.run(scenario, agent, jdk, Integer.toString(round));
          System.out.println(what + ": " + describe(scenario, figures));
          if (round > 0) {
            results.add(scenario, jdk, agent, figures);
          }
        } catch (IOException | ExecutionException | IllegalStateException e) {
          failures.add(what + ": " + e.getMessage());
          System.out.println(what + " failed: " + e.getMessage());
        }
      }
    }
  }

  private static String describe(Scenario scenario, Figures figures) {
    StringBuilder text = new StringBuilder();
    for (Figure figure : scenario.figures()) {
      text.append(figure.key())
          .append('=')
          .append(Sample.number(figures.get(figure.key()), 2))
          .append(' ');
    }
    return text.append("spans=").append(Sample.number(figures.get("spans"), 0)).toString();
  }

  private void write(String args, double load) throws IOException {
    StringBuilder text = new StringBuilder("# What an agent adds\n\n");
    text.append("Made by `testing/benchmarks/run").append(args.isEmpty() ? "" : " " + args);
    text.append("` on ").append(LocalDate.now(ZoneOffset.UTC));
    text.append(", ").append(Runtime.getRuntime().availableProcessors()).append(" processors");
    text.append(", load average at the start ").append(Sample.number(load, 2)).append(".\n");
    text.append("JVMs: ")
        .append(String.join("; ", options.jdks().stream().map(Jdk::version).toList()));
    text.append(".\nAgents: ");
    text.append(String.join("; ", agents.stream().map(this::describe).toList()));
    text.append(".\nCells are median (min-max) of ").append(options.rounds());
    text.append(" rounds. How each figure is taken: `README.md` in this folder.\n\n");
    text.append(results.table(options.scenarios(), options.jdks()));
    if (!failures.isEmpty()) {
      text.append("\nFailed:\n\n- ").append(String.join("\n- ", failures)).append('\n');
    }
    Files.writeString(options.out(), text, StandardCharsets.UTF_8);
    System.out.println("written: " + options.out());
  }

  private String describe(Agent agent) {
    Path jar = agent.jar(root);
    try {
      return agent.label()
          + (jar == null
              ? ""
              : " " + version(jar) + " (" + Sample.number(Files.size(jar) / 1e6, 1) + " MB)");
    } catch (IOException e) {
      return agent.label();
    }
  }

  private static String version(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      @Nullable Manifest manifest = file.getManifest();
      String version =
          manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
      return version == null ? "" : version;
    }
  }
}
