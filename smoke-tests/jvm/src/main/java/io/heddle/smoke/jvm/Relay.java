// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP server and its clients: {@code /relay} asks {@code /headers}, which answers with the
 * {@code traceparent} that it was sent; what came through the relay is written.
 */
public final class Relay {
  private Relay() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Agent.awaitWoven();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/headers",
        exchange -> {
          String sent = exchange.getRequestHeaders().getFirst("traceparent");
          byte[] body = String.valueOf(sent).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/relay",
        exchange -> {
          byte[] body = get(base + "/headers").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    ExecutorService handlers = Executors.newFixedThreadPool(4);
    server.setExecutor(handlers);
    server.start();
    System.out.println(ask(server.getAddress(), args[0]));
    await(handlers);
    System.exit(0);
  }

  /** Waits until handlers whose response has arrived have ended. */
  static void await(ExecutorService handlers) throws InterruptedException {
    handlers.shutdown();
    if (!handlers.awaitTermination(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a handler hangs");
    }
  }

  /** The first request, by a socket: no instrumentation gives it a context of its own. */
  private static String ask(InetSocketAddress server, String traceparent) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort());
        Scanner scanner = new Scanner(socket.getInputStream(), "UTF-8")) {
      String request = "GET /relay HTTP/1.0\r\ntraceparent: " + traceparent + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String line = scanner.nextLine();
      while (scanner.hasNextLine()) {
        line = scanner.nextLine();
      }
      return line;
    }
  }

  /** The first line of what is at this URL. */
  static String get(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    try (InputStream in = connection.getInputStream();
        Scanner scanner = new Scanner(in, "UTF-8")) {
      return scanner.nextLine();
    }
  }
}
