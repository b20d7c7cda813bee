// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.testing.DatabaseServer;
import io.heddle.testing.Servers;
import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

@UnderAgent
class MariaDbTest extends JdbcContract {
  static final String[] CALL = {
    "drop procedure if exists heddle_p",
    "create procedure heddle_p(a int) update heddle_item set id = a"
  };

  @Override
  Connection open() throws SQLException {
    DatabaseServer server = Servers.mariadb();
    return DriverManager.getConnection(server.url(), server.user(), server.password());
  }

  @Override
  Database database() {
    return Database.mariadb("mariadb");
  }

  @Override
  String[] callSetup() {
    return CALL;
  }
}
