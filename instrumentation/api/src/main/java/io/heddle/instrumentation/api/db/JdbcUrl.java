// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a JDBC URL which database it leads to, without a call to the driver or the network.
 *
 * <p>{@code db.namespace} is that of the moment of the connect: the database, with the schema where
 * the URL names one. A user's name does not stand in for a schema. For Oracle it is the service
 * name or SID, since {@code DB_UNIQUE_NAME} is known to the server only.
 */
public final class JdbcUrl {
  private static final int MAX_WRAPPERS = 8;

  private JdbcUrl() {}

  /**
   * Parses a URL. Never throws; what cannot be read leaves the parts of the address empty.
   *
   * @param url a URL as given to {@link java.sql.Driver#connect}
   * @param info the properties given with it; only what names the server and database is read
   */
  public static DbAddress parse(@Nullable String url, @Nullable Properties info) {
    String rest = unwrap(url == null ? "" : url.trim());
    String name = subprotocol(rest);
    JdbcSystem system = JdbcSystem.of(name);
    try {
      return parse(system, name, rest.substring(Math.min(rest.length(), name.length() + 1)), info);
    } catch (RuntimeException e) {
      return new DbAddress(system.name, system.dialect, null, null, -1, -1);
    }
  }

  private static DbAddress parse(
      JdbcSystem system, String name, String rest, @Nullable Properties info) {
    switch (name) {
      case "h2":
      case "hsqldb":
      case "derby":
      case "sqlite":
        return EmbeddedUrl.parse(system, name, rest, info);
      case "oracle":
        return OracleUrl.parse(system, rest);
      case "sqlserver":
        return SqlServerUrl.parse(system, rest, info);
      default:
        return ServerUrl.parse(system, name, rest, info);
    }
  }

  /**
   * Removes {@code jdbc:} and what proxies, test containers and cloud wrappers put before a URL.
   */
  private static String unwrap(String url) {
    String rest = url;
    for (int i = 0; i < MAX_WRAPPERS; i++) {
      String name = subprotocol(rest);
      switch (name) {
        case "jdbc":
        case "jdbc-secretsmanager":
        case "p6spy":
        case "otel":
        case "tracing":
        case "log4jdbc":
        case "jdbcdslog":
        case "aws-wrapper":
        case "aws-dsql":
        case "microsoft":
        case "jtds":
        case "datadirect":
        case "tibcosoftware":
          rest = rest.substring(name.length() + 1);
          break;
        case "tc":
          rest = withoutImageTag(rest.substring(name.length() + 1));
          break;
        default:
          return rest;
      }
    }
    return rest;
  }

  /** Turns {@code mysql:8.0.36://h/db} into {@code mysql://h/db}. */
  private static String withoutImageTag(String rest) {
    int colon = rest.indexOf(':');
    int slashes = rest.indexOf("//");
    int last = slashes < 0 ? -1 : rest.lastIndexOf(':', slashes);
    return colon < 0 || last <= colon ? rest : rest.substring(0, colon) + rest.substring(last);
  }

  private static String subprotocol(String rest) {
    int colon = rest.indexOf(':');
    return colon < 0 ? "" : rest.substring(0, colon).toLowerCase(Locale.ROOT);
  }
}
