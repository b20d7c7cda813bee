// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs one scenario once and collects its figures. */
final class Launcher {
  private static final int LIMIT_SECONDS = 180;

  private final Path root;
  private final Helper sink;
  private final Map<String, String> places;

  /**
   * @param root the project's directory
   * @param sink where the agents export to
   * @param places what stands for {@code @NAME} in a scenario's command
   */
  Launcher(Path root, Helper sink, Map<String, String> places) {
    this.root = root;
    this.sink = sink;
    this.places = places;
  }

  /**
   * Runs a scenario in a new process and waits for its end.
   *
   * @return what the program printed, and {@code arrived_ms} (from before the start to its first
   *     line for us), {@code ended_ms}, and the sink's counts
   * @throws IOException if it fails, prints no figures or does not end in time; its standard error
   *     is in {@code target/logs}
   */
  Figures run(Scenario scenario, Agent agent, Jdk jdk, String round)
      throws IOException, InterruptedException, ExecutionException {
    Path log =
        root.resolve("testing/benchmarks/target/logs")
            .resolve(String.join("-", scenario.name(), agent.label(), jdk.major(), round) + ".log");
    Files.createDirectories(log.getParent());
    ProcessBuilder builder = new ProcessBuilder(command(scenario, agent, jdk));
    builder.redirectError(log.toFile());
    setEnvironment(builder.environment(), scenario, agent);

    sink.get("/counts");
    Figures figures = new Figures();
    long start = System.nanoTime();
    Process process = builder.start();
    CompletableFuture<Void> limit =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS));
    read(process, start, figures);
    int status = process.waitFor();
    figures.put("ended_ms", millisSince(start));
    limit.cancel(false);
    if (status != 0 || !figures.has("arrived_ms")) {
      throw new IOException("status " + status + ", see " + root.relativize(log));
    }
    figures.read(sink.get("/counts"));
    return figures;
  }

  private List<String> command(Scenario scenario, Agent agent, Jdk jdk) {
    List<String> command = new ArrayList<>();
    command.add(jdk.home().resolve("bin/java").toString());
    Path jar = agent.jar(root);
    if (jar != null) {
      command.add("-javaagent:" + jar);
    }
    for (String word : scenario.command()) {
      command.add(places.getOrDefault(word, word));
    }
    return command;
  }

  private void setEnvironment(Map<String, String> environment, Scenario scenario, Agent agent) {
    environment
        .keySet()
        .removeIf(
            name ->
                name.startsWith("OTEL_")
                    || name.startsWith("HEDDLE_")
                    || name.equals("JAVA_TOOL_OPTIONS")
                    || name.equals("JDK_JAVA_OPTIONS")
                    || name.equals("_JAVA_OPTIONS"));
    environment.put("OTEL_SERVICE_NAME", "benchmark");
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", sink.address());
    environment.put("OTEL_METRICS_EXPORTER", "otlp");
    environment.put("OTEL_LOGS_EXPORTER", "none");
    environment.putAll(scenario.environment());
    environment.putAll(agent.settings());
  }

  private static void read(Process process, long start, Figures figures) throws IOException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("MAIN") || line.startsWith("READY ") || line.startsWith("RESULT ")) {
          if (!figures.has("arrived_ms")) {
            figures.put("arrived_ms", millisSince(start));
          }
          figures.read(line);
        }
      }
    }
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
