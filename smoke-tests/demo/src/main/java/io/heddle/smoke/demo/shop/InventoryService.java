// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Knows what is in stock and what it costs: GET /stock/{item} and GET /prices/{item}. */
public final class InventoryService {
  private static final Duration WALK_TO_THE_CELLAR = Duration.ofSeconds(1);

  private final Connection connection;

  private InventoryService(Connection connection) {
    this.connection = connection;
  }

  /** Serves until the process is ended. */
  public static void main(String[] args) throws Exception {
    Connection connection =
        Database.open(
            "CREATE TEMPORARY TABLE stock"
                + " (item VARCHAR(20) PRIMARY KEY, units INT, price DECIMAL(9, 2), place CHAR(6))",
            "INSERT INTO stock VALUES"
                + " ('loom', 7, 1200.00, 'shop'), ('heddle', 40, 3.50, 'shop'),"
                + " ('anvil', 1, 310.00, 'cellar')");
    InventoryService service = new InventoryService(connection);
    ShopServer.create()
        .endpoint("/stock", service::stock)
        .endpoint("/prices", service::price)
        .start(Database.product(connection));
  }

  private Reply stock(HttpExchange exchange) throws SQLException, InterruptedException {
    String sql = "SELECT units, place FROM stock WHERE item = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, ShopServer.rest(exchange));
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return new Reply(404, "no such item");
        }
        if (row.getString("place").equals("cellar")) {
          Thread.sleep(WALK_TO_THE_CELLAR.toMillis());
        }
        return new Reply(200, row.getString("units"));
      }
    }
  }

  private Reply price(HttpExchange exchange) throws SQLException {
    String sql = "SELECT price FROM stock WHERE item = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, ShopServer.rest(exchange));
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? new Reply(200, row.getString("price")) : new Reply(404, "no such item");
      }
    }
  }
}
