// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

/** What a program can see of an agent in its JVM: the names of threads. */
final class Agent {
  private static final int WAIT_MILLIS = 20_000;

  private Agent() {}

  /** Waits until the agent has woven what was loaded; fails after a while. */
  static void awaitWoven() throws InterruptedException {
    for (int waited = 0; !threads().contains("heddle-keeper"); waited += 20) {
      if (waited > WAIT_MILLIS) {
        throw new IllegalStateException("No agent has woven; threads " + threads());
      }
      Thread.sleep(20);
    }
  }

  /** The names of all threads whose name begins with {@code heddle}, each in brackets. */
  static String threads() {
    StringBuilder names = new StringBuilder();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("heddle")) {
        names.append('[').append(thread.getName()).append(']');
      }
    }
    return names.toString();
  }
}
