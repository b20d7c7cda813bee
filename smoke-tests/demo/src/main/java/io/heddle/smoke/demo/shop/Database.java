// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo.shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The database that the environment variable DEMO_DB names: {@code h2} in memory, which is the
 * default, {@code postgresql} on its standard port of this machine, or any other by its JDBC URL.
 *
 * <p>All tables are temporary and a service has one connection, so that nothing stays in the
 * database.
 */
final class Database {
  private static final String H2 = "jdbc:h2:mem:shop";
  private static final String POSTGRESQL =
      "jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres";

  private Database() {}

  /** Opens a connection and runs {@code statements} on it. */
  static Connection open(String... statements) throws SQLException {
    Connection connection = DriverManager.getConnection(url(System.getenv("DEMO_DB")));
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return connection;
  }

  /** Name and version of the product behind {@code connection}. */
  static String product(Connection connection) throws SQLException {
    String version = connection.getMetaData().getDatabaseProductVersion();
    return connection.getMetaData().getDatabaseProductName() + " " + version.split(" ", 2)[0];
  }

  private static String url(@Nullable String named) {
    if (named == null || named.isEmpty() || named.equals("h2")) {
      return H2;
    }
    return named.equals("postgresql") ? POSTGRESQL : named;
  }
}
