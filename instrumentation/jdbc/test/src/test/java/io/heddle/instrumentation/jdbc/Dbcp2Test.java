// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.AfterAll;

@UnderAgent
class Dbcp2Test extends JdbcContract {
  private static final BasicDataSource POOL = pool();

  private static BasicDataSource pool() {
    BasicDataSource pool = new BasicDataSource();
    pool.setUrl("jdbc:h2:mem:test;DB_CLOSE_DELAY=-1");
    pool.setPoolPreparedStatements(true);
    pool.setMaxTotal(6);
    return pool;
  }

  @AfterAll
  static void closePool() throws SQLException {
    POOL.close();
  }

  @Override
  Connection open() throws SQLException {
    return POOL.getConnection();
  }

  @Override
  Database database() {
    return Database.h2();
  }

  @Override
  String[] callSetup() {
    return new String[] {"create alias if not exists heddle_p for \"java.lang.Math.abs(int)\""};
  }
}
