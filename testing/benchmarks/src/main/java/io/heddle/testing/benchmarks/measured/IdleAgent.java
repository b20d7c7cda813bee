// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

/**
 * An agent that does nothing. What it costs is the JVM's price of any agent that may retransform:
 * most of all a virtual thread's start, mount and end take longer where JVMTI is in use.
 */
public final class IdleAgent {
  private IdleAgent() {}

  public static void premain(String arguments) {}
}
