// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.testing.DatabaseServer;
import io.heddle.testing.Servers;
import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

@UnderAgent
class MysqlTest extends JdbcContract {
  @Override
  Connection open() throws SQLException {
    DatabaseServer server = Servers.mariadb();
    String url = server.url().replace("jdbc:mariadb:", "jdbc:mysql:");
    return DriverManager.getConnection(url, server.user(), server.password());
  }

  @Override
  Database database() {
    return Database.mariadb("mysql");
  }

  @Override
  String[] callSetup() {
    return MariaDbTest.CALL;
  }
}
