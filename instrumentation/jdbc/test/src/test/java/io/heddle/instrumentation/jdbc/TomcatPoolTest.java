// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.testing.DatabaseServer;
import io.heddle.testing.Servers;
import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.junit.jupiter.api.AfterAll;

@UnderAgent
class TomcatPoolTest extends JdbcContract {
  private static final DataSource POOL = pool();

  private static DataSource pool() {
    DatabaseServer server = Servers.mariadb();
    DataSource pool = new DataSource();
    pool.setDriverClassName("org.mariadb.jdbc.Driver");
    pool.setUrl(server.url());
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMaxActive(6);
    pool.setJdbcInterceptors("ConnectionState;StatementFinalizer");
    return pool;
  }

  @AfterAll
  static void closePool() {
    POOL.close();
  }

  @Override
  Connection open() throws SQLException {
    return POOL.getConnection();
  }

  @Override
  Database database() {
    return Database.mariadb("mariadb");
  }

  @Override
  String[] callSetup() {
    return MariaDbTest.CALL;
  }
}
