// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that is run with each agent, and what it measures.
 *
 * @param name its name in options and tables
 * @param figures what is measured
 * @param command Java options, main class and arguments; {@code @APP}, {@code @CLASSES},
 *     {@code @LIBRARIES} and {@code @GREETING} stand for the Spring Boot jar, the class paths
 *     without and with the libraries, and the address of the greeting server
 * @param environment variables that it needs
 * @param warmUpRun whether a first run is thrown away; programs that warm up inside need none
 * @param since the first major of the JDK that has what is measured
 */
record Scenario(
    String name,
    List<Figure> figures,
    List<String> command,
    Map<String, String> environment,
    boolean warmUpRun,
    int since) {

  private static final String MEASURED = "io.heddle.testing.benchmarks.measured.";
  private static final String HAND_OVER = MEASURED + "HandOverCost";
  private static final String SERVER_COST = MEASURED + "ServerCost";
  private static final List<Figure> COST =
      List.of(
          new Figure("cpu_ns", "caller CPU, ns an operation"),
          new Figure("bytes", "caller allocation, B an operation"));

  /** All scenarios, in the order in which they run. */
  static final List<Scenario> ALL =
      List.of(
          process(
              "empty",
              List.of(
                  new Figure("arrived_ms", "`main` entered, from before the process starts, ms"),
                  new Figure("ended_ms", "process ended, ms")),
              List.of("-cp", "@CLASSES", MEASURED + "EmptyMain")),
          process(
              "empty-inside",
              List.of(new Figure("jvm_ms", "`main` entered, from the JVM's start time, ms")),
              List.of("-cp", "@CLASSES", MEASURED + "EmptyMain", "inside")),
          process(
              "spring-boot",
              List.of(
                  new Figure("arrived_ms", "ready, from before the process starts, ms"),
                  new Figure("wall_ms", "ready, from the JVM's start time, ms"),
                  new Figure("cpu_ms", "CPU until ready, ms"),
                  new Figure("rss_kb", "resident when ready, MB", 1024, 0)),
              // Left to itself the collector takes 120 or 240 MB, by chance.
              List.of(
                  "-Xms256m", "-Xmx256m", "-jar", "@APP", "--server.port=0", "--exit-when-ready")),
          cost("jdbc", "cost", "jdbc", "100000", Map.of()),
          cost(
              "jdbc-in-parent",
              "cost-in-parent",
              "jdbc",
              "100000",
              Map.of("OTEL_INSTRUMENTATION_METHODS_INCLUDE", MEASURED + "LocalParent[run]")),
          cost("http-url-connection", "cost", "http-url-connection", "40000", Map.of()),
          cost("java-http-client", "cost", "java-http-client", "40000", Map.of()),
          cost("okhttp", "cost", "okhttp", "40000", Map.of()),
          cost("apache-httpclient", "cost", "apache-httpclient", "40000", Map.of()),
          server("netty-server"),
          server("tomcat-webmvc"),
          server("reactor-netty-webflux"),
          new Scenario(
              "load",
              List.of(
                  new Figure("process_cpu_us", "process CPU at 5,000 queries/s, us a query", 1, 2)),
              measured("load", "jdbc", "5000", "10", "20"),
              Map.of(),
              false,
              0),
          handOver("pool-submit", "inside", "2000000", 0),
          handOver("pool-submit", "outside", "2000000", 0),
          handOver("supply-async", "inside", "2000000", 0),
          handOver("supply-async", "outside", "2000000", 0),
          handOver("fork-join", "inside", "20000000", 0),
          handOver("fork-join", "outside", "20000000", 0),
          handOver("virtual-thread", "inside", "1000000", 21),
          handOver("virtual-thread", "outside", "1000000", 21));

  /** Whether database spans are what it is about. */
  boolean database() {
    return command.contains("jdbc");
  }

  /** Whether its program does anything that an agent makes spans of. */
  boolean spans() {
    return !name.startsWith("empty") && !command.contains(HAND_OVER);
  }

  /** The kind of those that are counted. */
  String spanKind() {
    return command.contains(SERVER_COST) ? "server" : "client";
  }

  private static Scenario server(String name) {
    List<Figure> figures =
        List.of(
            new Figure("cpu_ns", "CPU of the server's threads, ns a request"),
            new Figure("bytes", "allocation of the server's threads, B a request"));
    List<String> command = List.of("-cp", "@LIBRARIES", SERVER_COST, name, "40000", "40000");
    return new Scenario(name, figures, command, Map.of(), false, 0);
  }

  private static Scenario handOver(String way, String where, String times, int since) {
    List<Figure> figures =
        List.of(
            new Figure("cpu_ns", "CPU of all Java threads, ns a task"),
            new Figure("bytes", "allocation of all Java threads, B a task"));
    List<String> command = List.of("-cp", "@CLASSES", HAND_OVER, where, way, "1000000", times);
    String name = way + (where.equals("inside") ? "" : "-no-span");
    return new Scenario(name, figures, command, Map.of(), false, since);
  }

  private static Scenario process(String name, List<Figure> figures, List<String> command) {
    return new Scenario(name, figures, command, Map.of(), true, 0);
  }

  private static Scenario cost(
      String name, String mode, String operation, String times, Map<String, String> environment) {
    return new Scenario(name, COST, measured(mode, operation, times, times), environment, false, 0);
  }

  private static List<String> measured(String mode, String operation, String... numbers) {
    List<String> command =
        new ArrayList<>(
            List.of("-cp", "@LIBRARIES", MEASURED + "Measured", mode, operation, "@GREETING"));
    command.addAll(List.of(numbers));
    return List.copyOf(command);
  }
}
