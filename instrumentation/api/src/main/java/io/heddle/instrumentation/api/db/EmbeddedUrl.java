// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** URLs of databases that run in the process or on a server: H2, HSQLDB, Derby, SQLite. */
final class EmbeddedUrl {
  private EmbeddedUrl() {}

  static DbAddress parse(JdbcSystem system, String name, String rest, @Nullable Properties info) {
    int colon = rest.indexOf(':');
    String mode = colon < 0 ? "" : rest.substring(0, colon).toLowerCase(Locale.ROOT);
    String afterMode = rest.substring(colon + 1);
    int port = serverPort(name, mode, system.port);
    if (port > 0 || rest.startsWith("//")) {
      JdbcParts parts = new JdbcParts(port > 0 ? slashed(afterMode) : rest, "?;", info);
      String path = parts.database();
      String database = path != null ? withoutMode(path) : parts.value("databaseName");
      int defaultPort = port > 0 ? port : system.port;
      return new DbAddress(
          system.name, system.dialect, database, parts.host, parts.port, defaultPort);
    }
    JdbcParts parts = new JdbcParts(isMode(mode) ? afterMode : rest, "?;", info);
    String database = parts.path;
    if (database == null || database.isEmpty()) {
      database = name.equals("derby") ? parts.value("databaseName") : null;
    }
    return new DbAddress(system.name, system.dialect, database, null, -1, -1);
  }

  /** The usual port of a mode that talks to a server, or -1. */
  private static int serverPort(String name, String mode, int defaultPort) {
    switch (mode) {
      case "tcp":
      case "ssl":
        return name.equals("h2") ? defaultPort : -1;
      case "hsql":
        return defaultPort;
      case "hsqls":
        return 554;
      case "http":
        return name.equals("hsqldb") ? 80 : -1;
      case "https":
        return name.equals("hsqldb") ? 443 : -1;
      default:
        return -1;
    }
  }

  private static boolean isMode(String mode) {
    switch (mode) {
      case "mem":
      case "memory":
      case "file":
      case "zip":
      case "res":
      case "directory":
      case "classpath":
      case "jar":
        return true;
      default:
        return false;
    }
  }

  /** Derby's server also takes {@code //host/memory:name}. */
  private static String withoutMode(String path) {
    int colon = path.indexOf(':');
    boolean mode = colon > 0 && isMode(path.substring(0, colon).toLowerCase(Locale.ROOT));
    return mode ? path.substring(colon + 1) : path;
  }

  private static String slashed(String rest) {
    return rest.startsWith("//") ? rest : "//" + rest;
  }
}
