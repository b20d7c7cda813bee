// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent;

import io.heddle.agent.settings.Settings;
import io.heddle.agent.telemetry.Telemetry;
import io.heddle.agent.weave.Door;
import io.heddle.agent.weave.Index;
import io.heddle.agent.weave.IndexText;
import io.heddle.agent.weave.WeavingTransformer;
import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.heddle.instrumentation.api.context.ThreadContexts;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The start of the agent: what must be done before {@code main} is done here, the rest on one
 * daemon thread.
 */
final class Startup {
  /** Set while an agent of ours is in this JVM; a second one, of whatever version, stays out. */
  private static final String PRESENT = "io.heddle.present";

  private static final long SWEEP_MILLIS = 1_000;
  private static final long SWEEP_NANOS = SWEEP_MILLIS * 1_000_000;

  private Startup() {}

  static void run(@Nullable String arguments, Instrumentation instrumentation, boolean attached)
      throws Exception {
    if (System.getProperty(PRESENT) != null) {
      AgentLog.line("is already in this JVM; this one stays out");
      return;
    }
    if (!attached && JdkTools.isOne()) {
      return;
    }
    Settings settings = Settings.read(arguments);
    if ("none".equals(settings.oneOf("otel.javaagent.logging", "simple", "simple", "none"))) {
      AgentLog.silence();
      settings.silence();
    }
    if (!settings.bool("otel.javaagent.enabled", true)) {
      return;
    }
    if (Door.open(instrumentation)) {
      return;
    }
    System.setProperty(PRESENT, "true");
    Index index = Index.read(IndexText.text(), new Switches(settings));
    Door.install(instrumentation);
    WeavingTransformer transformer = new WeavingTransformer(index);
    Thread thread = new Thread(new Rest(settings, transformer, instrumentation), "heddle-start");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    transformer.startedBy(thread);
    instrumentation.addTransformer(transformer, true);
    thread.start();
  }

  /** Which instrumentations the settings leave on. */
  private static final class Switches implements Index.Selection {
    private final Settings settings;

    Switches(Settings settings) {
      this.settings = settings;
    }

    @Override
    public boolean enabled(String name, String generalName) {
      return settings.instrumentationEnabled(name, generalName);
    }
  }

  /** What happens beside the application's own start; then the thread keeps house. */
  private static final class Rest implements Runnable {
    private final Settings settings;
    private final WeavingTransformer transformer;
    private final Instrumentation instrumentation;

    Rest(Settings settings, WeavingTransformer transformer, Instrumentation instrumentation) {
      this.settings = settings;
      this.transformer = transformer;
      this.instrumentation = instrumentation;
    }

    @Override
    public void run() {
      try {
        ThreadContexts.install();
        Telemetry telemetry = new Telemetry(settings, AgentVersion.VALUE);
        telemetry.record();
        transformer.start(instrumentation);
        telemetry.export();
      } catch (Throwable t) {
        AgentLog.line("could not start and stays out: " + t);
      }
      Thread.currentThread().setName("heddle-keeper");
      long swept = System.nanoTime();
      while (true) {
        try {
          WeakIdentityMap.expungeNext(SWEEP_MILLIS);
          if (System.nanoTime() - swept > SWEEP_NANOS) {
            TaskContexts.sweep();
            swept = System.nanoTime();
          }
        } catch (InterruptedException e) {
          return;
        } catch (Throwable t) {
          // One entry that fails must not end the thread.
        }
      }
    }
  }
}
