// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.heddle.testing.DatabaseServer;
import io.heddle.testing.Servers;
import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;

@UnderAgent
class HikariTest extends JdbcContract {
  private static final HikariDataSource POOL = pool();

  private static HikariDataSource pool() {
    DatabaseServer server = Servers.postgres();
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(server.url());
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMaximumPoolSize(6);
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
    return Database.postgres();
  }

  @Override
  String[] callSetup() {
    return PostgresTest.CALL;
  }
}
