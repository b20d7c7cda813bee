// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import java.lang.management.ManagementFactory;

/**
 * A program that tells when {@code main} is entered, and ends.
 *
 * <p>With an argument it also prints {@code jvm_ms}: milliseconds from the JVM's start time to
 * {@code main}. That loads the management classes, which would count as the program's own time.
 */
public final class EmptyMain {
  private EmptyMain() {}

  public static void main(String[] args) {
    long entered = System.currentTimeMillis();
    System.out.println("MAIN");
    if (args.length > 0) {
      long started = ManagementFactory.getRuntimeMXBean().getStartTime();
      System.out.println("RESULT jvm_ms=" + (entered - started));
    }
  }
}
