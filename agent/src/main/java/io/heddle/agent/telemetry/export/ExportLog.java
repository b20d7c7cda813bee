// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

/** Where the export side tells what the operator has to know; in the agent, standard error. */
public interface ExportLog {
  /** Writes one line. Called by export threads only, never by a thread of the application. */
  void warn(String line);
}
