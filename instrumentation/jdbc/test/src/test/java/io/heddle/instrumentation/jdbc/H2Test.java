// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

@UnderAgent
class H2Test extends JdbcContract {
  @Override
  Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:mem:test;DB_CLOSE_DELAY=-1");
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
