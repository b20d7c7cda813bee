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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers and filters that are the JDK's own, on a server for each test. */
@UnderAgent
class HandlersTest {
  private HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @BeforeEach
  void create() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(executor);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    executor.shutdownNow();
  }

  @Test
  void handler_closesWithoutAnswer_isError(Traces traces) throws IOException {
    server.createContext("/closes", HttpExchange::close);
    get("/closes");

    one(traces).hasStatus(Status.ERROR).hasAttribute("error.type", "_OTHER");
  }

  @Test
  void handler_closesLater_endsThen(Traces traces) throws IOException {
    server.createContext("/later", exchange -> new Thread(() -> closeLater(exchange)).start());
    get("/later");

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
        .createContext("/f", exchange -> answer(exchange, 200))
        .getFilters()
        .add(
            new Pass() {
              @Override
              public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                answer(exchange, 401);
              }
            });
    get("/f");

    one(traces).hasAttribute("http.response.status_code", 401);
  }

  @Test
  void executor_none_isRecorded(Traces traces) throws IOException {
    server.setExecutor(null);
    server.createContext("/", exchange -> answer(exchange, 200));
    get("/any");

    one(traces).hasName("GET /").hasAttribute("http.route", "/");
  }

  private int get(String path) throws IOException {
    server.start();
    return HttpWire.get(server.getAddress().getPort(), path).status();
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
