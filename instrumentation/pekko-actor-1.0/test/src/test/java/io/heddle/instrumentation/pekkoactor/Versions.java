// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import java.util.Arrays;
import org.apache.pekko.actor.Scheduler;

/** What the version under test has. */
final class Versions {
  /** Akka 2.5 has not; its typed actors and streams are others too. */
  static final boolean HAS_FIXED_DELAY =
      Arrays.stream(Scheduler.class.getMethods())
          .anyMatch(method -> method.getName().equals("scheduleWithFixedDelay"));

  /** Added in Pekko 1.2. */
  static final boolean HAS_VIRTUAL_THREADS = has("org.apache.pekko.dispatch.VirtualThreadSupport");

  private Versions() {}

  private static boolean has(String type) {
    try {
      Class.forName(type);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
