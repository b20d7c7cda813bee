// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import static io.heddle.instrumentation.jdbc.Database.assertCalls;
import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.heddle.testing.Servers;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** Connections from the drivers' own data sources, which do not go through {@code connect}. */
@UnderAgent(jvmArgs = "-Dderby.stream.error.file=target/sources-derby.log")
class DataSourcesTest {
  private static final String USER = "postgres";

  @Test
  void h2_dataSource_isKnown(Traces traces) throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:test");
    check(source, Database.h2(), "", traces);
  }

  @Test
  void hsqldb_dataSource_isKnown(Traces traces) throws SQLException {
    JDBCDataSource source = new JDBCDataSource();
    source.setURL("jdbc:hsqldb:mem:test");
    source.setUser("sa");
    check(
        source,
        new Database("hsqldb", "test", "", "", ""),
        " from information_schema.system_users",
        traces);
  }

  @Test
  void derby_dataSource_isKnown(Traces traces) throws SQLException {
    EmbeddedDataSource source = new EmbeddedDataSource();
    source.setDatabaseName("memory:test");
    source.setCreateDatabase("create");
    check(source, new Database("derby", "test", "", "", ""), " from sysibm.sysdummy1", traces);
  }

  @Test
  void sqlite_dataSource_isKnown(Traces traces) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite::memory:");
    check(source, new Database("sqlite", ":memory:", "", "", ""), "", traces);
  }

  @Test
  void postgres_dataSource_isKnown(Traces traces) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(Servers.postgres().url());
    source.setUser(USER);
    check(source, Database.postgres(), "", traces);
  }

  @Test
  void postgres_pooledConnection_isKnown(Traces traces) throws SQLException {
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setUrl(Servers.postgres().url());
    source.setUser(USER);
    try (Connection connection = source.getPooledConnection().getConnection()) {
      check(connection, Database.postgres(), "", traces);
    }
  }

  @Test
  void mariadb_dataSource_isKnown(Traces traces) throws SQLException {
    MariaDbDataSource source = new MariaDbDataSource(Servers.mariadb().url());
    source.setUser("root");
    check(source, Database.mariadb("mariadb"), "", traces);
  }

  @Test
  void mysql_dataSource_isKnown(Traces traces) throws SQLException {
    MysqlDataSource source = new MysqlDataSource();
    source.setUrl(Servers.mariadb().url().replace("mariadb", "mysql"));
    source.setUser("root");
    check(source, Database.mariadb("mysql"), "", traces);
  }

  private static void check(DataSource source, Database database, String from, Traces traces)
      throws SQLException {
    try (Connection connection = source.getConnection()) {
      check(connection, database, from, traces);
    }
  }

  private static void check(Connection connection, Database database, String from, Traces traces)
      throws SQLException {
    String summary = "select" + from.replace(" from", "");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 7" + from)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(7);
    }
    assertCalls(traces, database.call(summary, "select ?" + from));
  }
}
