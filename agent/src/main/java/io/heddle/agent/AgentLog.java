// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent;

import java.io.PrintStream;

/**
 * The agent's own lines on standard error, each behind {@code [heddle]}.
 *
 * <p>The stream is taken at start-up, so that an application that redirects {@link System#err} does
 * not get lines of ours in its own files. Thread-safe.
 */
public final class AgentLog {
  private static final PrintStream ERR = System.err;
  private static volatile boolean silent;

  private AgentLog() {}

  /** Writes one line, unless silenced. */
  public static void line(String text) {
    if (!silent) {
      ERR.println("[heddle] " + text);
    }
  }

  /** Stops all output ({@code OTEL_JAVAAGENT_LOGGING=none}). */
  public static void silence() {
    silent = true;
  }
}
