// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent;

import java.lang.instrument.Instrumentation;

/**
 * Where the JVM enters the agent. Its class file is lowered to Java 6 by the build: on an older JVM
 * it can still say why the agent stays out, where a newer class file would end the start with
 * {@code UnsupportedClassVersionError}.
 */
public final class HeddleAgent {
  private HeddleAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    enter(arguments, instrumentation, false);
  }

  /** Called by the JVM when the agent is attached to it. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    enter(arguments, instrumentation, true);
  }

  private static void enter(String arguments, Instrumentation instrumentation, boolean attached) {
    try {
      String version = System.getProperty("java.specification.version", "");
      if (version.equals("1.5") || version.equals("1.6") || version.equals("1.7")) {
        System.err.println("[heddle] needs Java 8 or later and stays out of Java " + version);
        return;
      }
      Startup.run(arguments, instrumentation, attached);
    } catch (Throwable t) {
      System.err.println("[heddle] could not start and stays out: " + t);
    }
  }
}
