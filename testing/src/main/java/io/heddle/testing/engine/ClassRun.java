// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;

/** One test class in one child JVM. */
final class ClassRun {
  private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(30);
  private static final int ACCEPT_MILLIS = 100;
  private static final List<String> CAPTURED =
      List.of(
          "CLIENT_CAPTURE_REQUEST",
          "CLIENT_CAPTURE_RESPONSE",
          "SERVER_CAPTURE_REQUEST",
          "SERVER_CAPTURE_RESPONSE");

  private final MirrorDescriptor testClass;
  private final UnderAgent settings;
  private final Outcomes outcomes;
  private final ConfigurationParameters configuration;
  private final long deadline;

  ClassRun(MirrorDescriptor testClass, ExecutionRequest request) {
    this.testClass = testClass;
    this.settings = Objects.requireNonNull(Mirror.annotation(testClass));
    this.outcomes = new Outcomes(testClass, request.getEngineExecutionListener());
    this.configuration = request.getConfigurationParameters();
    this.deadline = System.nanoTime() + Duration.ofSeconds(settings.timeoutSeconds()).toNanos();
  }

  void run() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        ServerSocket events = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TelemetryServer telemetry = new TelemetryServer(receiver);
        JvmProcess child = command(receiver, events, telemetry).start()) {
      telemetry.start(child);
      follow(events, child);
    } catch (IOException | RuntimeException e) {
      outcomes.end(e);
    }
  }

  private JvmCommand command(
      OtlpReceiver receiver, ServerSocket events, TelemetryServer telemetry) {
    Jvm jvm = settings.java() == 0 ? Jvm.current() : Jvm.of(settings.java());
    JvmCommand command = jvm.command().timeout(EXIT_TIMEOUT).exportTo(receiver);
    if (settings.agent()) {
      command.agent();
    }
    for (String name : CAPTURED) {
      command.env("OTEL_INSTRUMENTATION_HTTP_" + name + "_HEADERS", "X-Captured");
    }
    for (String variable : settings.env()) {
      int equals = variable.indexOf('=');
      command.env(variable.substring(0, equals), variable.substring(equals + 1));
    }
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("heddle.")) {
        command.jvmArgs("-D" + name + "=" + System.getProperty(name));
      }
    }
    return command
        .jvmArgs(settings.jvmArgs())
        .main(
            ChildMain.class.getName(),
            Integer.toString(events.getLocalPort()),
            Integer.toString(telemetry.port()));
  }

  private void follow(ServerSocket events, JvmProcess child) throws IOException {
    try (Socket socket = accept(events, child);
        ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
        ObjectInputStream in = new ObjectInputStream(socket.getInputStream())) {
      out.writeObject(task());
      out.flush();
      boolean done = false;
      while (!done) {
        socket.setSoTimeout(millisLeft());
        done = outcomes.accept((Event) in.readObject());
      }
      child.await().expectExit(0);
      outcomes.end(null);
      if (outcomes.anyFailed()) {
        System.err.println(
            "The JVM of " + testClass.getDisplayName() + " wrote\n" + child.output());
      }
    } catch (SocketTimeoutException e) {
      child.dumpThreads();
      outcomes.end(failed(child, "took longer than " + settings.timeoutSeconds() + " s", e));
    } catch (IOException | ClassNotFoundException e) {
      outcomes.end(failed(child, "ended before its tests did" + exit(child), e));
    } catch (AssertionError e) {
      outcomes.end(failed(child, "did not end well after its tests", e));
    }
  }

  private static AssertionError failed(JvmProcess child, String how, Throwable cause) {
    String text = "The JVM under test " + how;
    return new AssertionError(
        cause instanceof AssertionError ? text : text + "\n" + child.output(), cause);
  }

  /** Waits for the end of a child whose connection is lost; what it wrote is complete then. */
  private static String exit(JvmProcess child) {
    try {
      return " with exit status " + child.await().exitStatus();
    } catch (AssertionError e) {
      return " and is stuck";
    }
  }

  private Socket accept(ServerSocket events, JvmProcess child) throws IOException {
    events.setSoTimeout(ACCEPT_MILLIS);
    while (true) {
      try {
        return events.accept();
      } catch (SocketTimeoutException e) {
        if (!child.isAlive()) {
          throw new IOException("no connection", e);
        }
        millisLeft();
      }
    }
  }

  private int millisLeft() throws SocketTimeoutException {
    long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    return (int) millis;
  }

  private Task task() {
    List<String> ids = new ArrayList<>();
    addLeaves(testClass, ids);
    Map<String, String> parameters = new HashMap<>();
    for (String key : configuration.keySet()) {
      configuration.get(key).ifPresent(value -> parameters.put(key, value));
    }
    return new Task(ids, parameters);
  }

  private static void addLeaves(TestDescriptor descriptor, List<String> ids) {
    if (descriptor.getChildren().isEmpty()) {
      UniqueId jupiter = UniqueId.forEngine(Mirror.JUPITER);
      ids.add(Mirror.translate(descriptor.getUniqueId(), jupiter).toString());
    }
    descriptor.getChildren().forEach(child -> addLeaves(child, ids));
  }
}
