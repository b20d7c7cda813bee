// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo.shop;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;

/** Asks the inventory service; with both HTTP clients of the JDK, for there are two. */
final class InventoryClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI inventory;

  InventoryClient(URI inventory) {
    this.inventory = inventory;
  }

  /** Units in stock, if that is known within {@code patience}; empty if there is no such item. */
  OptionalInt stock(String item, Duration patience) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(inventory.resolve("/stock/" + item)).timeout(patience).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return switch (response.statusCode()) {
      case 200 -> OptionalInt.of(Integer.parseInt(response.body().strip()));
      case 404 -> OptionalInt.empty();
      default -> throw new IOException("inventory answers " + response.statusCode());
    };
  }

  /** Price of one unit. */
  BigDecimal price(String item) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) inventory.resolve("/prices/" + item).toURL().openConnection();
    connection.setConnectTimeout((int) TIMEOUT.toMillis());
    connection.setReadTimeout((int) TIMEOUT.toMillis());
    try (InputStream body = connection.getInputStream()) {
      return new BigDecimal(new String(body.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }
}
