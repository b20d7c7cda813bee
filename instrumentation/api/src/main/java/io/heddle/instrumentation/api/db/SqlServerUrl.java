// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * {@code //host\instance:port;databaseName=d;...}, of Microsoft's driver, and {@code
 * //host:port/database;instance=i}, of jTDS. Properties win over the URL.
 */
final class SqlServerUrl {
  private SqlServerUrl() {}

  static DbAddress parse(JdbcSystem system, String rest, @Nullable Properties info) {
    int end = JdbcParts.firstOf(rest, ";", 0);
    int backslash = rest.lastIndexOf('\\', end);
    String instance = null;
    String url = rest;
    if (backslash >= 0) {
      int instanceEnd = JdbcParts.firstOf(rest, ":/;]", backslash);
      instance = rest.substring(backslash + 1, instanceEnd);
      url = rest.substring(0, backslash) + rest.substring(instanceEnd);
    }
    JdbcParts parts = new JdbcParts(url, ";", info);
    String server = either(parts, "serverName", "server");
    if (parts.property("serverName") != null || parts.host == null) {
      String given = server == null ? "localhost" : server;
      backslash = given.indexOf('\\');
      if (backslash >= 0) {
        int instanceEnd = JdbcParts.firstOf(given, ":]", backslash);
        instance = given.substring(backslash + 1, instanceEnd);
        given = given.substring(0, backslash) + given.substring(instanceEnd);
      }
      int port = parts.port;
      parts.server(given);
      parts.port = parts.port < 0 ? port : parts.port;
    }
    int port = JdbcParts.number(either(parts, "portNumber", "port"));
    String named = either(parts, "instanceName", "instance");
    String database = either(parts, "databaseName", "database");
    return new DbAddress(
        system.name,
        system.dialect,
        ServerUrl.joined(
            instance != null && !instance.isEmpty() ? instance : named,
            database != null ? database : parts.database()),
        parts.host,
        port > 0 ? port : parts.port,
        system.port);
  }

  private static @Nullable String either(JdbcParts parts, String name, String synonym) {
    String value = parts.property(name);
    if (value == null) {
      value = parts.parameter(name);
    }
    return value != null ? value : parts.value(synonym);
  }
}
