// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpServerContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

@UnderAgent
class JavaHttpServerTest extends HttpServerContract {
  ExecutorService threads() {
    return Executors.newCachedThreadPool();
  }

  @Override
  protected Server start(Handler all) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    ExecutorService threads = threads();
    server.setExecutor(threads);
    server.createContext("/in", exchange -> handle(all, exchange));
    server.start();
    return new Server(
        server.getAddress().getPort(),
        threads,
        () -> {
          server.stop(0);
          threads.shutdownNow();
        });
  }

  @Override
  protected String name() {
    return "java-http-server";
  }

  @Override
  protected String route() {
    return "/in";
  }

  @Override
  protected boolean unhandledIsSpan() {
    return false;
  }

  /** The connection is closed instead. */
  @Override
  protected int statusWhenThrown() {
    return 0;
  }

  private static void handle(Handler all, HttpExchange exchange) throws IOException {
    try {
      all.handle(new JdkExchange(exchange));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private record JdkExchange(HttpExchange exchange) implements Exchange {
    @Override
    public @Nullable String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public InputStream body() {
      return exchange.getRequestBody();
    }

    @Override
    public void addHeader(String name, String value) {
      exchange.getResponseHeaders().add(name, value);
    }

    @Override
    public void answer(int status, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
      boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
      if (!empty) {
        exchange.getResponseBody().write(bytes);
      }
      exchange.close();
    }

    @Override
    public OutputStream begin(int status) throws IOException {
      exchange.sendResponseHeaders(status, 0);
      return exchange.getResponseBody();
    }

    @Override
    public void later(Handler rest) {
      new Thread(
              () -> {
                try {
                  rest.handle(this);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              })
          .start();
    }
  }
}
