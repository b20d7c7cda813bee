// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent;

import io.heddle.agent.weave.Door;
import io.heddle.agent.weave.Index;
import io.heddle.agent.weave.IndexText;
import io.heddle.agent.weave.WeavingTransformer;
import io.heddle.instrumentation.api.WeakIdentityMap;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The start of the agent: what must be done before {@code main} is done here, the rest on one
 * daemon thread.
 */
final class Startup {
  /** Set while an agent of ours is in this JVM; a second one, of whatever version, stays out. */
  private static final String PRESENT = "io.heddle.present";

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
    System.setProperty(PRESENT, "true");
    Index.Selection selection =
        new Index.Selection() {
          @Override
          public boolean enabled(String name) {
            return true;
          }
        };
    Index index = Index.read(IndexText.text(), selection);
    Door.install(instrumentation);
    WeavingTransformer transformer = new WeavingTransformer(index);
    Thread thread = new Thread(new Rest(transformer, instrumentation), "heddle-start");
    thread.setDaemon(true);
    transformer.startedBy(thread);
    instrumentation.addTransformer(transformer, true);
    thread.start();
  }

  /** What happens beside the application's own start; then the thread keeps house. */
  private static final class Rest implements Runnable {
    private final WeavingTransformer transformer;
    private final Instrumentation instrumentation;

    Rest(WeavingTransformer transformer, Instrumentation instrumentation) {
      this.transformer = transformer;
      this.instrumentation = instrumentation;
    }

    @Override
    public void run() {
      try {
        transformer.start(instrumentation);
      } catch (Throwable t) {
        AgentLog.line("could not start and stays out: " + t);
      }
      Thread.currentThread().setName("heddle-keeper");
      while (true) {
        try {
          WeakIdentityMap.expungeNext();
        } catch (InterruptedException e) {
          return;
        } catch (Throwable t) {
          // One entry that fails must not end the thread.
        }
      }
    }
  }
}
