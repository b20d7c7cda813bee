// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP server of a service, on a free port of the loopback interface. */
final class ShopServer {
  private final HttpServer server;

  /** Answers a request. */
  interface Endpoint {
    Reply answer(HttpExchange exchange) throws Exception;
  }

  private ShopServer(HttpServer server) {
    this.server = server;
  }

  static ShopServer create() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    server.setExecutor(threads);
    return new ShopServer(server);
  }

  ShopServer endpoint(String path, Endpoint endpoint) {
    server.createContext(path, exchange -> serve(exchange, endpoint));
    return this;
  }

  /** Starts, and tells so on standard output. */
  void start(String database) {
    server.start();
    tellReady(server.getAddress().getPort(), database);
  }

  /** Tells on standard output that a service can be asked. */
  static void tellReady(int port, String database) {
    System.out.println("listening on http://127.0.0.1:" + port + " with " + database + ", ready");
  }

  /** What stands behind the endpoint's path: {@code 7} of {@code /orders/7}. */
  static String rest(HttpExchange exchange) {
    String rest = exchange.getRequestURI().getPath();
    rest = rest.substring(exchange.getHttpContext().getPath().length());
    return rest.startsWith("/") ? rest.substring(1) : rest;
  }

  private static void serve(HttpExchange exchange, Endpoint endpoint) throws IOException {
    try (exchange) {
      Reply reply = answer(exchange, endpoint);
      byte[] body = (reply.body() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Reply answer(HttpExchange exchange, Endpoint endpoint) {
    try {
      return endpoint.answer(exchange);
    } catch (HttpTimeoutException | SocketTimeoutException e) {
      return new Reply(504, "the inventory takes too long");
    } catch (IOException e) {
      return new Reply(502, "the inventory cannot be reached");
    } catch (SQLException e) {
      return new Reply(500, "the database refuses: SQLSTATE " + e.getSQLState());
    } catch (Exception e) {
      return new Reply(500, e.toString());
    }
  }
}
