// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds and starts the command line of a {@link Jvm}.
 *
 * <p>The process inherits this one's environment without its OTEL_ and HEDDLE_ variables, its
 * working folder, and has this JVM's class path unless told otherwise. It carries the packaged
 * agent only after {@link #agent()}. Not thread safe.
 */
public final class JvmCommand {
  private final Jvm jvm;
  private final List<String> jvmArgs = new ArrayList<>();
  private final List<String> program = new ArrayList<>();
  private final Map<String, String> env = new LinkedHashMap<>();
  private String classPath = System.getProperty("java.class.path", "");
  private @Nullable Path agent;
  private @Nullable Path folder;
  private Duration timeout = Duration.ofMinutes(2);
  private boolean jar;

  JvmCommand(Jvm jvm) {
    this.jvm = jvm;
  }

  /**
   * Puts the packaged agent in, the file that the system property {@code heddle.jar} names.
   *
   * @throws IllegalStateException if there is no such file
   */
  public JvmCommand agent() {
    String named = System.getProperty("heddle.jar");
    if (named == null || !Files.isRegularFile(Path.of(named))) {
      throw new IllegalStateException(
          "The system property heddle.jar should name the packaged agent but is " + named);
    }
    return agent(Path.of(named));
  }

  /**
   * Puts another agent in; that of this project tells every scope that is not closed as it should.
   */
  public JvmCommand agent(Path jarFile) {
    agent = jarFile.toAbsolutePath();
    return this;
  }

  /** Sets an environment variable. */
  public JvmCommand env(String name, String value) {
    env.put(name, value);
    return this;
  }

  /**
   * Makes {@code receiver} the target of OTLP export over http/protobuf, with short export
   * intervals.
   */
  public JvmCommand exportTo(OtlpReceiver receiver) {
    env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.httpEndpoint());
    env("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    env("OTEL_BSP_SCHEDULE_DELAY", "50");
    env("OTEL_METRIC_EXPORT_INTERVAL", "300");
    return env("OTEL_SERVICE_NAME", "test");
  }

  /** Adds arguments that stand before the program: -X, -D, --add-opens ... */
  public JvmCommand jvmArgs(String... args) {
    jvmArgs.addAll(List.of(args));
    return this;
  }

  /** Replaces the class path; no use with {@link #jar}. */
  public JvmCommand classPath(String path) {
    classPath = path;
    return this;
  }

  /** Sets the working folder. */
  public JvmCommand folder(Path workingFolder) {
    folder = workingFolder;
    return this;
  }

  /** Sets how long {@link #run} and {@link JvmProcess#await} wait; two minutes unless set. */
  public JvmCommand timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /** Sets the main class and its arguments. */
  public JvmCommand main(String className, String... args) {
    program.clear();
    program.add(className);
    program.addAll(List.of(args));
    jar = false;
    return this;
  }

  /** Sets the program to {@code -jar jarFile} and its arguments. */
  public JvmCommand jar(Path jarFile, String... args) {
    main("-jar");
    program.add(jarFile.toString());
    program.addAll(List.of(args));
    jar = true;
    return this;
  }

  /**
   * Starts the process.
   *
   * @throws UncheckedIOException if that fails
   */
  public JvmProcess start() {
    ProcessBuilder builder = new ProcessBuilder(line());
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    builder.environment().keySet().removeIf(JvmCommand::ownSetting);
    builder.environment().putAll(env);
    try {
      return new JvmProcess(builder.start(), timeout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the process to its end; it is killed, and this fails with what it wrote, if that takes too
   * long.
   */
  public JvmProcess run() {
    return start().await();
  }

  private List<String> line() {
    List<String> line = new ArrayList<>();
    line.add(jvm.executable().toString());
    if (agent != null) {
      line.add("-javaagent:" + agent);
      line.add("-Dheddle.context.strict=true");
    }
    line.addAll(jvmArgs);
    if (!jar) {
      line.add("-cp");
      line.add(classPath);
    }
    line.addAll(program);
    return line;
  }

  private static boolean ownSetting(String name) {
    return name.startsWith("OTEL_")
        || (name.startsWith("HEDDLE_") && !name.startsWith("HEDDLE_TEST_"));
  }
}
