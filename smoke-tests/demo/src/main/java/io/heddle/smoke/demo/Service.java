// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A service of the shop, in a JVM of its own under the agent. */
final class Service implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern READY = Pattern.compile("listening on (\\S+) with (.+), ready");

  private final String name;
  private final JvmProcess process;
  private final URI url;
  private final String database;

  private Service(String name, JvmProcess process, Matcher ready) {
    this.name = name;
    this.process = process;
    this.url = URI.create(ready.group(1));
    this.database = ready.group(2);
  }

  /**
   * Starts a service and waits until it serves.
   *
   * @param export sets where the spans go
   * @param started is told of the process at once
   * @throws DemoFailure if the service does not serve in time
   */
  static Service start(
      String name,
      Class<?> main,
      Consumer<JvmCommand> export,
      Consumer<JvmProcess> started,
      String... args) {
    JvmCommand command = Jvm.current().command().agent().timeout(LIMIT).main(main.getName(), args);
    export.accept(command);
    JvmProcess process = command.env("OTEL_SERVICE_NAME", name).start();
    started.accept(process);
    try {
      process.awaitOutput(", ready");
    } catch (AssertionError e) {
      String reason = process.stderr().lines().limit(3).collect(Collectors.joining("\n"));
      throw new DemoFailure("the service " + name + " does not start\n" + reason);
    }
    Matcher ready = READY.matcher(process.stdout());
    if (!ready.find()) {
      throw new DemoFailure(name + " says\n" + process.output());
    }
    return new Service(name, process, ready);
  }

  URI url() {
    return url;
  }

  /** Name and version of the database that the service found. */
  String database() {
    return database;
  }

  /** Asks the service to end, which makes the agent send what it still holds, and waits. */
  @Override
  public void close() {
    // Process.destroy would close the streams, and with them lose the agent's last words.
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
    try {
      process.await();
    } catch (AssertionError e) {
      throw new DemoFailure(name + " does not end\n" + process.output());
    }
  }
}
