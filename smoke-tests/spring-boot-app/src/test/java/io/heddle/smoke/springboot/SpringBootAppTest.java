// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class SpringBootAppTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ConfigurableApplicationContext application;

  @BeforeAll
  static void start() {
    application = SpringApplication.run(SpringBootApp.class, "--server.port=0");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Test
  void order_stored_isRead() throws Exception {
    HttpResponse<String> response = get("/orders/1");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo("{\"id\":1,\"customer\":\"ada\",\"lines\":2,\"total\":1340.00}");
  }

  @Test
  void order_unknown_isNotFound() throws Exception {
    assertThat(get("/orders/77").statusCode()).isEqualTo(404);
  }

  @Test
  void order_placed_isFoundByCustomer() throws Exception {
    HttpResponse<String> placed =
        send(
            request("/orders")
                .header("content-type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"customer\":\"grace\",\"lines\":[{\"product\":\"loom\",\"quantity\":2}]}")));

    assertThat(placed.statusCode()).isEqualTo(201);
    assertThat(get("/orders?customer=grace").body())
        .contains("\"id\":3,")
        .contains("\"id\":100,\"customer\":\"grace\",\"lines\":1,\"total\":2400.00");
  }

  @Test
  void health_asked_isUp() throws Exception {
    assertThat(get("/health").body()).contains("\"status\":\"up\"");
  }

  @Test
  void boom_asked_isServerError() throws Exception {
    assertThat(get("/boom").statusCode()).isEqualTo(500);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private static HttpRequest.Builder request(String path) {
    String port = application.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
