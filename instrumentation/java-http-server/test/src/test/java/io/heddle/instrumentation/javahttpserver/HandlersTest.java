// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

@UnderAgent
class HandlersTest extends HttpServerCases {
  @Test
  void handler_throws_isError(Traces traces) throws IOException {
    server.createContext(
        "/throws",
        exchange -> {
          throw new IllegalStateException("boom");
        });
    assertThat(HttpWire.get(port, "/throws").status()).isZero();

    one(traces)
        .hasName("GET /throws")
        .hasStatus(Status.ERROR)
        .hasException("java.lang.IllegalStateException", "boom")
        .hasAttribute("error.type", "java.lang.IllegalStateException")
        .doesNotHaveAttribute("http.response.status_code");
  }

  @Test
  void handler_throwsAfterHead_isError(Traces traces) throws IOException {
    server.createContext(
        "/throws",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          throw new IOException("boom");
        });
    HttpWire.get(port, "/throws");

    one(traces)
        .hasStatus(Status.ERROR)
        .hasAttribute("http.response.status_code", 200)
        .hasAttribute("error.type", "java.io.IOException");
  }

  @Test
  void handler_closesWithoutAnswer_isError(Traces traces) throws IOException {
    server.createContext("/closes", HttpExchange::close);
    HttpWire.get(port, "/closes");

    one(traces).hasStatus(Status.ERROR).hasAttribute("error.type", "_OTHER");
  }

  @Test
  void handler_answersLater_endsThen(Traces traces) throws IOException {
    server.createContext("/later", later(exchange -> answer(exchange, 202, "done")));
    assertThat(HttpWire.get(port, "/later").status()).isEqualTo(202);

    SpanRecord span = traces.awaitTrace().span(0);
    assertThat(span).hasName("GET /later").hasAttribute("http.response.status_code", 202);
    assertThat(span.endNanos() - span.startNanos()).isGreaterThan(90_000_000L);
  }

  @Test
  void handler_closesLater_endsThen(Traces traces) throws IOException {
    server.createContext("/later", later(HttpExchange::close));
    HttpWire.get(port, "/later");

    one(traces).hasStatus(Status.ERROR).hasAttribute("error.type", "_OTHER");
  }

  private static HttpHandler later(HttpHandler handler) {
    return exchange ->
        new Thread(
                () -> {
                  try {
                    Thread.sleep(100);
                    handler.handle(exchange);
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .start();
  }

  @Test
  void filters_several_areOneSpan(Traces traces) throws IOException {
    List<Filter> filters =
        server.createContext("/f", exchange -> answer(exchange, 200, "f")).getFilters();
    filters.add(new Pass());
    filters.add(new Pass());
    assertThat(HttpWire.get(port, "/f").status()).isEqualTo(200);

    one(traces).hasName("GET /f").hasAttribute("http.response.status_code", 200);
  }

  @Test
  void filter_answers_isSpan(Traces traces) throws IOException {
    server
        .createContext("/f", exchange -> answer(exchange, 200, "f"))
        .getFilters()
        .add(
            new Pass() {
              @Override
              public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                answer(exchange, 401, "");
              }
            });
    HttpWire.get(port, "/f");

    one(traces).hasAttribute("http.response.status_code", 401);
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
