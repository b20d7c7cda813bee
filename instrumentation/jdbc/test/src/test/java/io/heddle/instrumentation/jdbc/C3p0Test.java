// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;

@UnderAgent
class C3p0Test extends JdbcContract {
  private static final ComboPooledDataSource POOL = pool();

  private static ComboPooledDataSource pool() {
    ComboPooledDataSource pool = new ComboPooledDataSource();
    pool.setJdbcUrl("jdbc:h2:mem:test;DB_CLOSE_DELAY=-1");
    pool.setMaxPoolSize(6);
    pool.setMaxStatements(20);
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
    return Database.h2();
  }

  @Override
  String[] callSetup() {
    return new String[] {"create alias if not exists heddle_p for \"java.lang.Math.abs(int)\""};
  }
}
