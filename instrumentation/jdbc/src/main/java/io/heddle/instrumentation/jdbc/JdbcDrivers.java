// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

/** What the names of a driver's classes tell. */
final class JdbcDrivers {
  /** Beginnings of class names, and the sub-protocol of the driver's URLs. */
  private static final String[] SUBPROTOCOLS = {
    "com.amazon.redshift.", "redshift",
    "com.clickhouse.", "clickhouse",
    "com.facebook.presto.", "presto",
    "com.ibm.as400.", "as400",
    "com.ibm.db2.", "db2",
    "com.informix.", "informix-sqli",
    "com.microsoft.sqlserver.", "sqlserver",
    "com.mysql.", "mysql",
    "com.sap.db.", "sap",
    "com.teradata.", "teradata",
    "com.vertica.", "vertica",
    "io.trino.", "trino",
    "net.snowflake.", "snowflake",
    "net.sourceforge.jtds.", "sqlserver",
    "oracle.jdbc.", "oracle",
    "org.apache.derby.", "derby",
    "org.apache.hive.", "hive2",
    "org.duckdb.", "duckdb",
    "org.firebirdsql.", "firebirdsql",
    "org.h2.", "h2",
    "org.hsqldb.", "hsqldb",
    "org.mariadb.", "mariadb",
    "org.postgresql.", "postgresql",
    "org.sqlite.", "sqlite",
    "ru.yandex.clickhouse.", "clickhouse",
  };

  /** Drivers whose metadata hold the URL of the connect, so that asking for it queries nothing. */
  private static final String[] KNOW_URL = {
    "com.microsoft.sqlserver.",
    "com.mysql.",
    "net.sourceforge.jtds.",
    "oracle.jdbc.",
    "org.apache.derby.",
    "org.h2.",
    "org.hsqldb.",
    "org.mariadb.",
    "org.postgresql.",
    "org.sqlite.",
  };

  private JdbcDrivers() {}

  /** The sub-protocol of the driver of a class, or an empty text. */
  static String subprotocol(String className) {
    for (int i = 0; i < SUBPROTOCOLS.length; i += 2) {
      if (className.startsWith(SUBPROTOCOLS[i])) {
        return SUBPROTOCOLS[i + 1];
      }
    }
    return "";
  }

  /** Whether a connection of this class tells its URL without a query. */
  static boolean knowsUrl(String className) {
    for (String prefix : KNOW_URL) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
