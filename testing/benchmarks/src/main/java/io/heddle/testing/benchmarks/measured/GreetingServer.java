// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A server on the loopback address that answers every request with the same 64 bytes.
 *
 * <p>It prints {@code PORT n} and ends with its standard input. Run it with {@code
 * -Dsun.net.httpserver.nodelay=true}: without it each answer waits for a delayed acknowledgement.
 */
public final class GreetingServer {
  private GreetingServer() {}

  static byte[] greeting() {
    return "hello ".repeat(11).substring(0, 64).getBytes(StandardCharsets.US_ASCII);
  }

  public static void main(String[] args) throws IOException {
    byte[] greeting = greeting();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, greeting.length);
          exchange.getResponseBody().write(greeting);
          exchange.close();
        });
    server.start();
    System.out.println("PORT " + server.getAddress().getPort());
    while (System.in.read() >= 0) {}
    server.stop(0);
  }
}
