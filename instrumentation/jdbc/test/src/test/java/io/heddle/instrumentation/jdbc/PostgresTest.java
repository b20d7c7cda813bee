// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.testing.DatabaseServer;
import io.heddle.testing.Servers;
import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

@UnderAgent
class PostgresTest extends JdbcContract {
  static final String[] CALL = {
    "create or replace function heddle_p(a int) returns int language sql as $$ select a $$"
  };

  @Override
  Connection open() throws SQLException {
    DatabaseServer server = Servers.postgres();
    return DriverManager.getConnection(server.url(), server.user(), server.password());
  }

  @Override
  Database database() {
    return Database.postgres();
  }

  @Override
  String[] callSetup() {
    return CALL;
  }
}
