// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import org.jspecify.annotations.Nullable;

/**
 * What is recorded of the database at the other end of a connection. Immutable; holds no user and
 * no password. Texts are at most 255 characters.
 */
public final class DbAddress {
  private static final int MAX_LENGTH = 255;

  private final String systemName;
  private final Dialect dialect;
  private final @Nullable String namespace;
  private final @Nullable String serverAddress;
  private final int serverPort;
  private final @Nullable Long port;
  private final String target;

  /**
   * @param serverPort the port, or -1 if it is not known
   * @param defaultPort the port that the database listens on unless told otherwise, or -1
   */
  DbAddress(
      String systemName,
      Dialect dialect,
      @Nullable String namespace,
      @Nullable String serverAddress,
      int serverPort,
      int defaultPort) {
    this.systemName = systemName;
    this.dialect = dialect;
    this.namespace = clean(namespace);
    this.serverAddress = clean(serverAddress);
    boolean told = this.serverAddress != null && serverPort > 0 && serverPort <= 65535;
    this.serverPort = told && serverPort != defaultPort ? serverPort : -1;
    port = this.serverPort < 0 ? null : Long.valueOf(this.serverPort);
    if (this.namespace != null) {
      target = this.namespace;
    } else if (this.serverAddress != null) {
      target = port == null ? this.serverAddress : this.serverAddress + ":" + port;
    } else {
      target = systemName;
    }
  }

  /**
   * An address of which only the system is known.
   *
   * @param subprotocol what stands behind {@code jdbc:} in the system's URLs, in lower case
   */
  public static DbAddress ofSystem(String subprotocol) {
    JdbcSystem system = JdbcSystem.of(subprotocol);
    return new DbAddress(system.name, system.dialect, null, null, -1, -1);
  }

  /** {@code db.system.name}. */
  public String systemName() {
    return systemName;
  }

  /** The dialect in which statements for this database are read. */
  public Dialect dialect() {
    return dialect;
  }

  /** {@code db.namespace} as of the time of the connect; null if not known. */
  public @Nullable String namespace() {
    return namespace;
  }

  /** {@code server.address}, the first if there are several; null if in-process or not known. */
  public @Nullable String serverAddress() {
    return serverAddress;
  }

  /** {@code server.port}; -1 if not known, if the system's default, or without an address. */
  public int serverPort() {
    return serverPort;
  }

  /** {@link #serverPort} as an attribute value, or null. */
  @Nullable Long port() {
    return port;
  }

  /** What a span is named after when its statement is not known. */
  String target() {
    return target;
  }

  @Override
  public String toString() {
    return systemName
        + ' '
        + namespace
        + ' '
        + serverAddress
        + (serverPort < 0 ? "" : ":" + serverPort);
  }

  private static @Nullable String clean(@Nullable String text) {
    String trimmed = text == null ? "" : text.trim();
    if (trimmed.isEmpty()) {
      return null;
    }
    return trimmed.length() > MAX_LENGTH ? trimmed.substring(0, MAX_LENGTH) : trimmed;
  }
}
