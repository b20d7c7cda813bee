// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes orders: POST /orders with a form of {@code item}, {@code quantity} and {@code patience} in
 * milliseconds, GET /orders/{id}, and GET /invoices, which never works.
 *
 * <p>All SQL runs on the one thread that owns the connection.
 */
public final class OrderService {
  private final ExecutorService databaseThread = Executors.newFixedThreadPool(1);
  private final InventoryClient inventory;
  private final OrderTable orders;

  private OrderService(InventoryClient inventory, OrderTable orders) {
    this.inventory = inventory;
    this.orders = orders;
  }

  /** Serves until the process is ended; the argument is the URL of the inventory service. */
  public static void main(String[] args) throws Exception {
    Connection connection = Database.open(OrderTable.SCHEMA);
    OrderService service =
        new OrderService(new InventoryClient(URI.create(args[0])), new OrderTable(connection));
    ShopServer.create()
        .endpoint("/orders", service::orders)
        .endpoint("/invoices", service::invoices)
        .start(Database.product(connection));
  }

  private Reply orders(HttpExchange exchange) throws Exception {
    return switch (exchange.getRequestMethod()) {
      case "POST" -> place(form(exchange));
      case "GET" -> find(ShopServer.rest(exchange));
      default -> new Reply(405, "POST or GET");
    };
  }

  private Reply place(Map<String, String> form) throws Exception {
    String item = form.getOrDefault("item", "");
    String quantity = form.getOrDefault("quantity", "1");
    String patience = form.getOrDefault("patience", "9999");
    if (!item.matches("[a-z]+")
        || !quantity.matches("[1-9][0-9]{0,2}")
        || !patience.matches("[1-9][0-9]{0,3}")) {
      return new Reply(400, "item=NAME&quantity=1..999&patience=1..9999");
    }
    return place(item, Integer.parseInt(quantity), Duration.ofMillis(Long.parseLong(patience)));
  }

  private Reply place(String item, int quantity, Duration patience) throws Exception {
    OptionalInt stock = inventory.stock(item, patience);
    if (stock.isEmpty()) {
      return new Reply(422, "we do not sell: " + item);
    }
    if (stock.getAsInt() < quantity) {
      return new Reply(409, "only " + stock.getAsInt() + " in stock");
    }
    BigDecimal total = inventory.price(item).multiply(BigDecimal.valueOf(quantity));
    return inDatabase(() -> orders.place(item, quantity, total))
        .map(order -> new Reply(201, order.json()))
        .orElseThrow();
  }

  private Reply find(String id) throws Exception {
    if (!id.matches("[0-9]{1,9}")) {
      return new Reply(400, "/orders/NUMBER");
    }
    return inDatabase(() -> orders.find(Long.parseLong(id)))
        .map(order -> new Reply(200, order.json()))
        .orElse(new Reply(404, "no such order"));
  }

  private Reply invoices(HttpExchange exchange) throws Exception {
    return new Reply(200, inDatabase(orders::countInvoices) + " invoices");
  }

  private <T> T inDatabase(Callable<T> work) throws Exception {
    try {
      return databaseThread.submit(work).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Map<String, String> form(HttpExchange exchange) throws Exception {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, String> form = new HashMap<>();
    for (String field : new String(body, StandardCharsets.UTF_8).split("&")) {
      String[] parts = field.split("=", 2);
      form.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return form;
  }
}
