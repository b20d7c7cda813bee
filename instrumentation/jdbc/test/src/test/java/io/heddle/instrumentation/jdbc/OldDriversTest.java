// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import static io.heddle.instrumentation.jdbc.Database.assertCalls;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.DatabaseServer;
import io.heddle.testing.Servers;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Old drivers, some with class files from before Java 7, each in a class loader of its own. */
@UnderAgent(jvmArgs = "-Dderby.stream.error.file=target/old-derby.log")
class OldDriversTest {
  private static final String INSERT = "insert into heddle_item values (?, ?)";
  private static final String SELECT = "select name from heddle_item where id = ?";

  @ParameterizedTest
  @CsvSource({
    "h2-1.3.176, org.h2.Driver, jdbc:h2:mem:old, h2database, old",
    "hsqldb-1.8.0.10, org.hsqldb.jdbcDriver, jdbc:hsqldb:mem:old, hsqldb, old",
    "hsqldb-2.3.6, org.hsqldb.jdbc.JDBCDriver, jdbc:hsqldb:mem:old, hsqldb, old",
    "derby-10.14.2.0, org.apache.derby.jdbc.EmbeddedDriver,"
        + " jdbc:derby:memory:old;create=true, derby, old",
    "sqlite-jdbc-3.8.11.2, org.sqlite.JDBC, jdbc:sqlite::memory:, sqlite, :memory:",
    "postgresql-9.4.1212, org.postgresql.Driver,"
        + " jdbc:postgresql://SERVER/test, postgresql, test",
    "mysql-connector-java-5.1.49, com.mysql.jdbc.Driver,"
        + " jdbc:mysql://SERVER/test?useSSL=false, mysql, test",
    "mysql-connector-j-8.0.33, com.mysql.cj.jdbc.Driver, jdbc:mysql://SERVER/test, mysql, test",
    "mariadb-java-client-1.8.0, org.mariadb.jdbc.Driver,"
        + " jdbc:mariadb://SERVER/test, mariadb, test",
    "mariadb-java-client-2.7.12, org.mariadb.jdbc.Driver,"
        + " jdbc:mariadb://SERVER/test, mariadb, test"
  })
  void oldDriver_calls_areSpans(
      String jar, String driver, String url, String system, String namespace, Traces traces)
      throws Exception {
    DatabaseServer server = server(system);
    String host = server == null ? "" : server.host();
    Database database = new Database(system, namespace, host, "", "");
    File file = new File(System.getProperty("heddle.old-drivers"), jar + ".jar");
    URL[] urls = {file.toURI().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        Connection connection = connect(loader, driver, url, server)) {
      Database.prepare(connection);
      traces.clear();
      try (Statement statement = connection.createStatement()) {
        statement.addBatch("insert into heddle_item values (2, 'two')");
        statement.addBatch("insert into heddle_item values (3, 'three')");
        assertThat(statement.executeBatch()).containsExactly(1, 1);
      }
      try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
        statement.setInt(1, 2);
        try (ResultSet rows = statement.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo("two");
        }
      }
    }
    assertCalls(
        traces,
        database.call("BATCH insert heddle_item", INSERT, "db.operation.batch.size", 2),
        database.call("select heddle_item", SELECT));
    assertThat(traces.output()).doesNotContain("[heddle]");
  }

  /** Null for a database inside of the JVM. */
  private static DatabaseServer server(String system) {
    return switch (system) {
      case "postgresql" -> Servers.postgres();
      case "mysql", "mariadb" -> Servers.mariadb();
      default -> null;
    };
  }

  private static Connection connect(
      ClassLoader loader, String driver, String url, DatabaseServer server) throws Exception {
    Properties login = new Properties();
    login.setProperty("user", server == null ? "sa" : server.user());
    login.setProperty("password", server == null ? "" : server.password());
    String at = server == null ? "" : server.host() + ":" + server.port();
    return ((Driver) loader.loadClass(driver).getDeclaredConstructor().newInstance())
        .connect(url.replace("SERVER", at), login);
  }
}
