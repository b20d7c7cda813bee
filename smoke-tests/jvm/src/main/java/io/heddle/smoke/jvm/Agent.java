// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

/** What a program can see of an agent in its JVM: the names of threads. */
final class Agent {
  private static final int WAIT_MILLIS = 20_000;

  private Agent() {}

  /** Waits until the agent has woven what was loaded; gives up after a while. */
  static void awaitWoven() throws InterruptedException {
    for (int waited = 0; waited < WAIT_MILLIS && !threads().contains("heddle-keeper"); ) {
      Thread.sleep(20);
      waited += 20;
    }
  }

  /** The names of all threads whose name begins with {@code heddle}, each in brackets. */
  static String threads() {
    Thread[] threads = new Thread[200];
    int count = Thread.enumerate(threads);
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      if (threads[i].getName().startsWith("heddle")) {
        names.append('[').append(threads[i].getName()).append(']');
      }
    }
    return names.toString();
  }
}
