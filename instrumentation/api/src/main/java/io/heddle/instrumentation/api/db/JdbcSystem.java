// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import org.jspecify.annotations.Nullable;

/** A database by the sub-protocol of its JDBC URLs: its name, dialect and usual port. */
final class JdbcSystem {
  private static final int MAX_NAME = 64;
  private static final JdbcSystem OTHER = new JdbcSystem("other_sql", Dialect.GENERIC, -1);

  final String name;
  final Dialect dialect;
  final int port;

  private JdbcSystem(String name, Dialect dialect, int port) {
    this.name = name;
    this.dialect = dialect;
    this.port = port;
  }

  /** Finds a system; one that is not listed has the name of the sub-protocol itself. */
  static JdbcSystem of(@Nullable String subprotocol) {
    String name = subprotocol == null ? "" : subprotocol;
    switch (name) {
      case "h2":
        return new JdbcSystem("h2database", Dialect.STANDARD, 9092);
      case "postgresql":
      case "pgsql":
        return new JdbcSystem("postgresql", Dialect.POSTGRESQL, 5432);
      case "edb":
      case "opengauss":
      case "kingbase8":
        return new JdbcSystem(name, Dialect.POSTGRESQL, 5432);
      case "yugabytedb":
        return new JdbcSystem(name, Dialect.POSTGRESQL, 5433);
      case "redshift":
        return new JdbcSystem("aws.redshift", Dialect.POSTGRESQL, 5439);
      case "mysql":
      case "mariadb":
      case "singlestore":
        return new JdbcSystem(name, Dialect.MYSQL, 3306);
      case "oceanbase":
        return new JdbcSystem(name, Dialect.MYSQL, 2881);
      case "hsqldb":
        return new JdbcSystem(name, Dialect.STANDARD, 9001);
      case "derby":
        return new JdbcSystem(name, Dialect.STANDARD, 1527);
      case "sqlite":
        return new JdbcSystem(name, Dialect.SQLITE, -1);
      case "oracle":
        return new JdbcSystem("oracle.db", Dialect.ORACLE, 1521);
      case "sqlserver":
        return new JdbcSystem("microsoft.sql_server", Dialect.SQL_SERVER, 1433);
      case "db2":
        return new JdbcSystem("ibm.db2", Dialect.STANDARD, 50000);
      case "as400":
        return new JdbcSystem("ibm.db2", Dialect.STANDARD, 8471);
      case "informix-sqli":
      case "informix-direct":
        return new JdbcSystem("ibm.informix", Dialect.GENERIC, 9088);
      case "netezza":
        return new JdbcSystem("ibm.netezza", Dialect.STANDARD, 5480);
      case "clickhouse":
      case "ch":
        return new JdbcSystem("clickhouse", Dialect.CLICKHOUSE, 8123);
      case "trino":
      case "presto":
        return new JdbcSystem(name, Dialect.STANDARD, 8080);
      case "sap":
        return new JdbcSystem("sap.hana", Dialect.STANDARD, -1);
      case "sapdb":
        return new JdbcSystem("sap.maxdb", Dialect.STANDARD, 7210);
      case "snowflake":
        return new JdbcSystem(name, Dialect.GENERIC, 443);
      case "firebird":
      case "firebirdsql":
        return new JdbcSystem("firebirdsql", Dialect.STANDARD, 3050);
      case "teradata":
        return new JdbcSystem(name, Dialect.STANDARD, 1025);
      case "hive":
      case "hive2":
        return new JdbcSystem("hive", Dialect.GENERIC, 10000);
      case "vertica":
        return new JdbcSystem(name, Dialect.STANDARD, 5433);
      case "ingres":
        return new JdbcSystem("actian.ingres", Dialect.STANDARD, -1);
      case "cloudspanner":
        return new JdbcSystem("gcp.spanner", Dialect.GENERIC, -1);
      case "iris":
        return new JdbcSystem(name, Dialect.STANDARD, 1972);
      case "cache":
        return new JdbcSystem("intersystems.cache", Dialect.STANDARD, 1972);
      default:
        return isName(name) ? new JdbcSystem(name, Dialect.GENERIC, -1) : OTHER;
    }
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean later = (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '+';
      if (!letter && (i == 0 || !later)) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= MAX_NAME;
  }
}
