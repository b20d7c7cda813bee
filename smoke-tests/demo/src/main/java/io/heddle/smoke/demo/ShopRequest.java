// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * A request of the demo.
 *
 * @param title what it shows
 * @param form body of a POST; empty for a GET
 * @param status the answer's expected HTTP status
 * @param spans how many spans its trace has at least
 */
record ShopRequest(String title, String method, String path, String form, int status, int spans) {
  static final List<ShopRequest> ALL =
      List.of(
          new ShopRequest(
              "An order: stock and price from the other service, SQL on a pool thread",
              "POST",
              "/orders",
              "item=loom&quantity=2",
              201,
              9),
          new ShopRequest("The same order, read back", "GET", "/orders/1", "", 200, 2),
          new ShopRequest(
              "An item that the other service does not know",
              "POST",
              "/orders",
              "item=unicorn&quantity=1",
              422,
              4),
          new ShopRequest(
              "An item that the other service is too slow for",
              "POST",
              "/orders",
              "item=anvil&quantity=1&patience=500",
              504,
              4),
          new ShopRequest("A query on a table that nobody made", "GET", "/invoices", "", 500, 2));

  HttpResponse<String> send(HttpClient client, URI service)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path));
    request.method(
        method, form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(form));
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public String toString() {
    return (method + " " + path + "  " + form).strip();
  }
}
