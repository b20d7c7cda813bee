// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.w3c;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's HTTP server, told by each request whom to call: a JSON array of {@code {"url": ..,
 * "arguments": [..]}}, each of which is one POST of the arguments to the URL. What arrives there
 * shows how trace context was passed on. Knows nothing of tracing itself.
 *
 * <p>As a program it takes the name of a {@link Client}, prints {@code PORT n} and ends with its
 * standard input.
 */
public final class TraceContextService implements AutoCloseable {
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpServer server;
  private final Client client;

  /** Starts a service on a free port of the loopback address. */
  public TraceContextService(Client client) throws IOException {
    this.client = client;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public static void main(String[] args) throws IOException {
    try (TraceContextService service = new TraceContextService(Client.valueOf(args[0]))) {
      System.out.println("PORT " + service.port());
      System.in.read();
    }
    System.exit(0);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    int status = 200;
    try {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      for (JsonElement each : JsonParser.parseString(body).getAsJsonArray()) {
        JsonObject call = each.getAsJsonObject();
        client.post(URI.create(call.get("url").getAsString()), call.get("arguments").toString());
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      e.printStackTrace();
      status = 500;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
