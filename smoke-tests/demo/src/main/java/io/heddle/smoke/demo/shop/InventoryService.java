// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Knows what is in stock and what it costs: GET /stock/{item} and GET /prices/{item}. */
@RestController
@EnableAutoConfiguration
@SpringBootConfiguration(proxyBeanMethods = false)
public class InventoryService {
  private static final Duration WALK_TO_THE_CELLAR = Duration.ofSeconds(1);

  private final Connection connection;

  InventoryService() throws SQLException {
    connection =
        Database.open(
            "CREATE TEMPORARY TABLE stock"
                + " (item VARCHAR(20) PRIMARY KEY, units INT, price DECIMAL(9, 2), place CHAR(6))",
            "INSERT INTO stock VALUES"
                + " ('loom', 7, 1200.00, 'shop'), ('heddle', 40, 3.50, 'shop'),"
                + " ('anvil', 1, 310.00, 'cellar')");
  }

  /** Serves until the process is ended. */
  public static void main(String[] args) throws SQLException {
    SpringApplication application = new SpringApplication(InventoryService.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(
        Map.of("server.address", "127.0.0.1", "server.port", "0", "logging.level.root", "warn"));
    ConfigurableApplicationContext context = application.run(args);
    InventoryService service = context.getBean(InventoryService.class);
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    ShopServer.tellReady(Integer.parseInt(port), Database.product(service.connection));
  }

  @GetMapping("/stock/{item}")
  ResponseEntity<String> stock(@PathVariable("item") String item)
      throws SQLException, InterruptedException {
    String sql = "SELECT units, place FROM stock WHERE item = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, item);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return noSuchItem();
        }
        if (row.getString("place").equals("cellar")) {
          Thread.sleep(WALK_TO_THE_CELLAR.toMillis());
        }
        return ResponseEntity.ok(row.getString("units"));
      }
    }
  }

  @GetMapping("/prices/{item}")
  ResponseEntity<String> price(@PathVariable("item") String item) throws SQLException {
    String sql = "SELECT price FROM stock WHERE item = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, item);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? ResponseEntity.ok(row.getString("price")) : noSuchItem();
      }
    }
  }

  private static ResponseEntity<String> noSuchItem() {
    return ResponseEntity.status(404).body("no such item");
  }
}
