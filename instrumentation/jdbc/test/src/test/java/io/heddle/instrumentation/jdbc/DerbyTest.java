// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.testing.UnderAgent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

@UnderAgent(jvmArgs = "-Dderby.stream.error.file=target/derby.log")
class DerbyTest extends JdbcContract {
  @Override
  Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:derby:memory:test;create=true");
  }

  @Override
  Database database() {
    return new Database("derby", "test", "", "42X05", "23505");
  }

  @Override
  String call() {
    return "{call syscs_util.syscs_checkpoint_database()}";
  }

  @Override
  String procedure() {
    return "syscs_util.syscs_checkpoint_database";
  }
}
