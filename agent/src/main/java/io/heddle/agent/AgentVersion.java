// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent;

/** The agent's version, as its jar's manifest tells it. */
final class AgentVersion {
  static final String VALUE = read();

  private AgentVersion() {}

  private static String read() {
    Package own = AgentVersion.class.getPackage();
    String version = own == null ? null : own.getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
