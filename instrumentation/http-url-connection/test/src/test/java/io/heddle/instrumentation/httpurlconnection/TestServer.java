// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that answers by path and remembers the trace contexts that came: {@code /status/N},
 * {@code /slow}, {@code /moved} to {@code /moved-again} to {@code /end}, {@code /protected}; {@code
 * /call} does as {@link #whenCalled} says, anything else gives the request's body back.
 */
final class TestServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> traceParents = new CopyOnWriteArrayList<>();
  private volatile Action action = () -> {};

  /** What a handler does. */
  interface Action {
    void run() throws Exception;
  }

  TestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String path) {
    return "http://localhost:" + port() + path;
  }

  void whenCalled(Action newAction) {
    action = newAction;
  }

  /** The {@code traceparent} headers so far, in order of arrival; empty for none or several. */
  List<String> traceParents() {
    return traceParents;
  }

  private void answer(HttpExchange exchange) throws IOException {
    List<String> parents = exchange.getRequestHeaders().get("traceparent");
    traceParents.add(parents == null || parents.size() != 1 ? "" : parents.get(0));
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    int status = 200;
    if (path.startsWith("/status/")) {
      status = Integer.parseInt(path.substring("/status/".length()));
      body = ("status " + status).getBytes(StandardCharsets.US_ASCII);
    } else if (path.equals("/moved") || path.equals("/moved-again")) {
      status = 302;
      exchange
          .getResponseHeaders()
          .set("Location", path.equals("/moved") ? "/moved-again" : "/end");
    } else if (path.equals("/protected")
        && !exchange.getRequestHeaders().containsKey("Authorization")) {
      status = 401;
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
    } else {
      act(path);
    }
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      if (!empty) {
        out.write(body);
      }
    }
  }

  private void act(String path) throws IOException {
    try {
      if (path.equals("/slow")) {
        Thread.sleep(1_500);
      } else if (path.equals("/call")) {
        action.run();
      }
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
