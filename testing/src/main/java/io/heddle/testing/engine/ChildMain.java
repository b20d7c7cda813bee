// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import io.heddle.testing.Traces;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Main class of the child JVM: runs the tests that the parent names and streams their events to it.
 */
public final class ChildMain {
  private static volatile @Nullable Traces traces;

  private ChildMain() {}

  /**
   * Runs the tests and exits.
   *
   * @param args port for events, port for telemetry, both of the parent
   */
  public static void main(String[] args) throws IOException, ClassNotFoundException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (Socket events = new Socket(loopback, Integer.parseInt(args[0]));
        Socket telemetry = new Socket(loopback, Integer.parseInt(args[1]));
        ObjectOutputStream out = new ObjectOutputStream(events.getOutputStream());
        ObjectInputStream in = new ObjectInputStream(events.getInputStream())) {
      traces = new Traces(new RemoteSource(telemetry));
      EventSender sender = new EventSender(out);
      launcher().execute(request((Task) in.readObject()).build(), sender);
      sender.send(new Event(Event.Type.DONE, null, null, null, ""));
    }
    System.exit(0);
  }

  /** The parent's telemetry; null in a JVM that is no child. */
  static @Nullable Traces traces() {
    return traces;
  }

  private static Launcher launcher() {
    return LauncherFactory.create(
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build());
  }

  private static LauncherDiscoveryRequestBuilder request(Task task) {
    LauncherDiscoveryRequestBuilder builder = LauncherDiscoveryRequestBuilder.request();
    List<String> ids = task.uniqueIds();
    ids.forEach(id -> builder.selectors(DiscoverySelectors.selectUniqueId(id)));
    return builder.configurationParameters(task.configuration());
  }
}
