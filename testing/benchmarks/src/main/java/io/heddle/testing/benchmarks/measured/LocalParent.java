// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

/**
 * A task that runs inside one local span, which the agent makes when it is started with {@code
 * otel.instrumentation.methods.include} naming {@link #run}.
 */
public final class LocalParent {
  private LocalParent() {}

  /** What is run. */
  interface Task {
    void run() throws Exception;
  }

  static void run(Task task) throws Exception {
    task.run();
  }
}
