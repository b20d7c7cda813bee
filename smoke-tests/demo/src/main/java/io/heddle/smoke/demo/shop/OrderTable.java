// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo.shop;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The orders in the database. Only for the thread that owns the connection. */
final class OrderTable {
  static final String SCHEMA =
      "CREATE TEMPORARY TABLE orders (id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
          + " item VARCHAR(20), quantity INT, total DECIMAL(9, 2))";

  private final Connection connection;

  OrderTable(Connection connection) {
    this.connection = connection;
  }

  /** Stores an order and reads it back. */
  Optional<Order> place(String item, int quantity, BigDecimal total) throws SQLException {
    String sql = "INSERT INTO orders (item, quantity, total) VALUES (?, ?, ?)";
    try (PreparedStatement insert =
        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, item);
      insert.setInt(2, quantity);
      insert.setBigDecimal(3, total);
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return find(keys.getLong(1));
      }
    }
  }

  Optional<Order> find(long id) throws SQLException {
    String sql = "SELECT item, quantity, total FROM orders WHERE id = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Order(id, row.getString(1), row.getInt(2), row.getBigDecimal(3)))
            : Optional.empty();
      }
    }
  }

  /** Fails: nobody has made the table. */
  int countInvoices() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM invoices")) {
      row.next();
      return row.getInt(1);
    }
  }
}
