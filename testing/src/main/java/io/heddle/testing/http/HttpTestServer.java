// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server for clients that answers by path and remembers the headers that came:
 *
 * <ul>
 *   <li>{@code /status/N}: that status, with a body that says so
 *   <li>{@code /slow}: an answer after a second and a half
 *   <li>{@code /moved} to {@code /moved-again} to {@code /end}; {@code /loop} to itself
 *   <li>{@code /protected}: 401 without an {@code Authorization} header
 *   <li>{@code /call...}: does as {@link #whenCalled} says
 *   <li>anything else: the request's body
 * </ul>
 */
public final class HttpTestServer implements AutoCloseable {
  private static final Map<String, String> MOVED =
      Map.of("/moved", "/moved-again", "/moved-again", "/end", "/loop", "/loop");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Map<String, List<String>>> received = new CopyOnWriteArrayList<>();
  private volatile Action action = () -> {};

  /** What a handler does. */
  public interface Action {
    /** Runs within a request to {@code /call...}. */
    void run() throws Exception;
  }

  /** Starts a server on a free port of the loopback address. */
  public HttpTestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The URL of a path, which may have a query. */
  public String url(String path) {
    return "http://localhost:" + port() + path;
  }

  /** Sets what {@code /call...} does from now on. */
  public void whenCalled(Action newAction) {
    action = newAction;
  }

  /** Forgets what came. */
  public void clear() {
    received.clear();
  }

  /** The values of a header in each request so far, in order of arrival; empty for none. */
  public List<List<String>> received(String header) {
    return received.stream().map(headers -> headers.getOrDefault(header, List.of())).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    received.add(lowerCase(exchange.getRequestHeaders()));
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    int status = 200;
    if (path.startsWith("/status/")) {
      status = Integer.parseInt(path.substring("/status/".length()));
      body = ("status " + status).getBytes(StandardCharsets.US_ASCII);
    } else if (path.equals("/captured")) {
      exchange.getResponseHeaders().put("X-Captured", List.of("one", "two"));
    } else if (MOVED.containsKey(path)) {
      status = 302;
      exchange.getResponseHeaders().set("Location", MOVED.getOrDefault(path, ""));
    } else if (path.equals("/protected")
        && !exchange.getRequestHeaders().containsKey("Authorization")) {
      status = 401;
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
    } else {
      act(path);
    }
    send(exchange, status, body);
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
    TreeMap<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> all.put(name, List.copyOf(values)));
    return all;
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean bodiless = status == 204 || status == 304 || exchange.getRequestMethod().equals("HEAD");
    boolean empty = body.length == 0 || bodiless;
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
      } else if (path.startsWith("/call")) {
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
