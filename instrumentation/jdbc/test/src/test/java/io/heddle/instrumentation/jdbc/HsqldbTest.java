// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

@UnderAgent
class HsqldbTest extends JdbcContract {
  @Override
  Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:hsqldb:mem:test");
  }

  @Override
  Database database() {
    return new Database("hsqldb", "test", "", "42501", "23505");
  }

  @Override
  String[] callSetup() {
    return new String[] {
      "drop procedure if exists heddle_p",
      "create procedure heddle_p(in a int) contains sql"
          + " begin atomic declare b int; set b = a; end"
    };
  }
}
