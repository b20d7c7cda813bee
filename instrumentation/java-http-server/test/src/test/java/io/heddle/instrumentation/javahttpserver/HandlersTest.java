// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Handlers and filters that are the JDK's own. */
@UnderAgent
class HandlersTest {
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(THREADS);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    THREADS.shutdownNow();
  }

  @Test
  void handler_closesWithoutAnswer_isError(Traces traces) throws IOException {
    server.createContext("/closes", HttpExchange::close);
    get("/closes");

    SpanRecord span = traces.awaitTrace().span(0);
    assertThat(span).hasStatus(Status.ERROR).hasAttribute("error.type", "_OTHER");
    assertThat(span.endNanos() - span.startNanos()).isLessThan(1_000_000_000L);
  }

  @Test
  void handler_closesLater_endsThen(Traces traces) throws IOException {
    server.createContext(
        "/closes-later", exchange -> new Thread(() -> closeLater(exchange)).start());
    get("/closes-later");

    one(traces).hasStatus(Status.ERROR).hasAttribute("error.type", "_OTHER");
  }

  @Test
  void filters_several_areOneSpan(Traces traces) throws IOException {
    List<Filter> filters =
        server.createContext("/f", exchange -> answer(exchange, 200)).getFilters();
    filters.add(new Pass());
    filters.add(new Pass());
    assertThat(get("/f")).isEqualTo(200);

    one(traces).hasName("GET /f").hasAttribute("http.response.status_code", 200);
  }

  @Test
  void filter_answers_isSpan(Traces traces) throws IOException {
    server
        .createContext("/refused", exchange -> answer(exchange, 200))
        .getFilters()
        .add(
            new Pass() {
              @Override
              public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                answer(exchange, 401);
              }
            });
    get("/refused");

    one(traces).hasAttribute("http.response.status_code", 401);
  }

  @Test
  void executor_none_isRecorded(Traces traces) throws IOException {
    HttpServer plain = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    plain.createContext("/", exchange -> answer(exchange, 200));
    plain.start();
    try {
      HttpWire.get(plain.getAddress().getPort(), "/any");
    } finally {
      plain.stop(0);
    }

    one(traces).hasName("GET /").hasAttribute("http.route", "/");
  }

  private static int get(String path) throws IOException {
    return HttpWire.get(port(), path).status();
  }

  private static int port() {
    return server.getAddress().getPort();
  }

  private static void closeLater(HttpExchange exchange) {
    try {
      Thread.sleep(100);
      exchange.close();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static SpanAssert one(Traces traces) {
    SpanRecord span = traces.awaitTrace().span(0);
    assertThat(traces.spans()).hasSize(1);
    return assertThat(span).hasKind(Kind.SERVER).hasScope("io.heddle.java-http-server");
  }

  private static class Pass extends Filter {
    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
      chain.doFilter(exchange);
    }

    @Override
    public String description() {
      return "passes";
    }
  }
}
