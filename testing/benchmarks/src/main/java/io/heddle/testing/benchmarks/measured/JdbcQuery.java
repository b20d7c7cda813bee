// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A prepared query by primary key on an in-memory H2 database; one row comes back. */
final class JdbcQuery implements Operation {
  private static final int ROWS = 128;

  private final Connection connection;
  private final PreparedStatement query;

  JdbcQuery() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:benchmark");
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table item (id int primary key, price int not null)");
      statement.execute("insert into item select x - 1, x * 3 from system_range(1, " + ROWS + ")");
    }
    query = connection.prepareStatement("select price from item where id = ?");
  }

  @Override
  public int spansToPrepare() {
    return 2;
  }

  @Override
  public void call(int number) throws SQLException {
    int id = number % ROWS;
    query.setInt(1, id);
    try (ResultSet rows = query.executeQuery()) {
      if (!rows.next() || rows.getInt(1) != (id + 1) * 3 || rows.next()) {
        throw new IllegalStateException("wrong row for item " + id);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
