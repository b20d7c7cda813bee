// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** URLs of the form {@code [mode:]//host:port/database?parameters}, as most drivers have them. */
final class ServerUrl {
  private ServerUrl() {}

  static DbAddress parse(JdbcSystem system, String name, String rest, @Nullable Properties info) {
    int slashes = rest.indexOf("//");
    String mode = slashes > 0 ? rest.substring(0, slashes) : "";
    boolean hasMode = mode.endsWith(":") && mode.indexOf('?') < 0 && mode.indexOf(';') < 0;
    String address = hasMode ? rest.substring(slashes) : rest;
    boolean colon = system.name.startsWith("ibm.");
    JdbcParts parts = new JdbcParts(colon ? withoutColon(address) : address, "?;", info);
    int defaultPort = system.port;
    String namespace = parts.database();
    switch (name) {
      case "postgresql":
        postgresql(parts);
        namespace = parts.database() != null ? parts.database() : parts.value("PGDBNAME");
        namespace = joined(namespace != null ? namespace : parts.value("user"), schema(parts));
        break;
      case "redshift":
        namespace = joined(namespace, schema(parts));
        break;
      case "mysql":
      case "mariadb":
        mysql(parts, slashes >= 0);
        namespace = parts.database();
        break;
      case "clickhouse":
      case "ch":
        namespace = namespace != null ? namespace : parts.value("database");
        defaultPort = mode.startsWith("https") ? 8443 : mode.startsWith("tcp") ? 9000 : defaultPort;
        break;
      case "trino":
      case "presto":
        namespace = namespace == null ? null : namespace.replace('/', '|');
        break;
      case "sap":
        namespace = joined(parts.value("databaseName"), parts.value("currentSchema"));
        break;
      case "snowflake":
        namespace = joined(parts.value("db"), parts.value("schema"));
        break;
      case "informix-direct":
        namespace = parts.host;
        parts.host = null;
        break;
      case "cloudspanner":
        int database = rest.indexOf("/databases/");
        String named = database < 0 ? "" : rest.substring(database + "/databases/".length());
        namespace = new JdbcParts(named, "/?;", null).database();
        break;
      default:
        if (namespace == null || (slashes < 0 && !colon)) {
          namespace = parts.parameter("databaseName");
        }
    }
    return new DbAddress(
        system.name, system.dialect, namespace, parts.host, parts.port, defaultPort);
  }

  /** Fills in the driver's defaults; the database defaults to the user's name. */
  private static void postgresql(JdbcParts parts) {
    if (parts.isWithoutHost()) {
      String host = parts.value("PGHOST");
      parts.host = host != null ? host : "localhost";
      parts.port = parts.port < 0 ? JdbcParts.number(parts.value("PGPORT")) : parts.port;
    }
  }

  private static void mysql(JdbcParts parts, boolean hasAuthority) {
    if (!hasAuthority && parts.path != null) {
      String address = parts.path;
      int slash = JdbcParts.firstOf(address, "/", 0);
      parts.server(address.substring(address.lastIndexOf('@', slash) + 1, slash));
      parts.path = slash < address.length() ? address.substring(slash + 1) : null;
    } else if (parts.isWithoutHost()) {
      parts.host = "localhost";
    }
  }

  /** Db2 and Informix put a colon before their parameters: {@code //host:1/db:user=u;a=b;}. */
  private static String withoutColon(String address) {
    int slash = address.startsWith("//") ? address.indexOf('/', 2) : 0;
    int colon = slash < 0 ? -1 : address.indexOf(':', slash);
    return colon < 0 ? address : address.substring(0, colon) + ';' + address.substring(colon + 1);
  }

  private static @Nullable String schema(JdbcParts parts) {
    String path = parts.value("currentSchema");
    return path == null ? null : path.substring(0, JdbcParts.firstOf(path, ",", 0)).trim();
  }

  /** Components from the most general to the most specific, joined by a bar. */
  static @Nullable String joined(@Nullable String general, @Nullable String specific) {
    if (general == null || specific == null) {
      return general == null ? specific : general;
    }
    return general + '|' + specific;
  }
}
