// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet.testing;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.HttpWire.Received;
import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What only servlets have; it holds whether the container begins the call or the servlet does, in
 * any container.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ServletCases {
  private final ServletContainer container;
  private final String scope;

  /** Port of the container. */
  protected final int port;

  /**
   * Cases for a container that runs, with an {@linkplain ServletContainer#app app} at {@code
   * /shop}.
   *
   * @param container is closed after the last case
   * @param scope of the spans
   */
  protected ServletCases(ServletContainer container, String scope) {
    this.container = container;
    this.scope = scope;
    port = container.port();
  }

  @AfterAll
  void stop() {
    container.close();
  }

  /** The one span that has arrived. */
  protected SpanAssert one(Traces traces) {
    SpanRecord span = traces.awaitTrace().span(0);
    assertThat(traces.spans()).hasSize(1);
    return assertThat(span).hasKind(Kind.SERVER).hasScope(scope);
  }

  /** Sends a request whose servlet does what {@code action} says. */
  protected Received act(String path, String action) throws IOException {
    return HttpWire.get(port, path, "do: " + action);
  }

  @ParameterizedTest
  @CsvSource({
    "/shop/prefix/a/b, /shop/prefix/*",
    "/shop/prefix, /shop/prefix/*",
    "/shop/buy.do, /shop/*.do",
    "/shop/one, /shop/one",
    "/shop/two/2, /shop/two/*",
    "/shop/, /shop/",
    "/shop/exact;jsessionid=1, /shop/exact"
  })
  void route_mapping_isTold(String path, String route, Traces traces) throws IOException {
    HttpWire.get(port, path);

    one(traces).hasName("GET " + route).hasAttribute("http.route", route);
  }

  @Test
  void forward_keepsMapping(Traces traces) throws IOException {
    assertThat(act("/shop/prefix/x", "forward").text()).contains("FORWARD");

    one(traces).hasName("GET /shop/prefix/*");
  }

  @Test
  void include_keepsMapping(Traces traces) throws IOException {
    assertThat(act("/shop/prefix/x", "include").text()).contains("done");

    one(traces).hasName("GET /shop/prefix/*");
  }

  @Test
  void sendError_404_isNoError(Traces traces) throws IOException {
    act("/shop/exact", "error 404");

    one(traces)
        .hasStatus(Status.UNSET)
        .hasAttribute("http.response.status_code", 404)
        .doesNotHaveAttribute("error.type");
  }

  @Test
  void sendError_503_isError(Traces traces) throws IOException {
    act("/shop/exact", "error 503");

    one(traces)
        .hasStatus(Status.ERROR)
        .hasStatusMessage("")
        .hasAttribute("http.response.status_code", 503)
        .hasAttribute("error.type", "503");
  }

  @Test
  void servlet_throws_hasRootCause(Traces traces) throws IOException {
    assertThat(act("/shop/exact", "throw").status()).isEqualTo(500);

    one(traces)
        .hasName("GET /shop/exact")
        .hasStatus(Status.ERROR)
        .hasException("java.lang.IllegalStateException", "boom")
        .hasAttribute("http.response.status_code", 500)
        .hasAttribute("error.type", "500");
  }

  @Test
  void async_dispatches_keepsRoute(Traces traces) throws IOException {
    assertThat(act("/shop/prefix/x", "async dispatch").status()).isEqualTo(202);

    one(traces)
        .hasName("GET /shop/prefix/*")
        .hasAttribute("http.response.status_code", 202)
        .hasAttribute("url.path", "/shop/prefix/x");
  }

  @Test
  void async_dispatchedThrows_isError(Traces traces) throws IOException {
    assertThat(act("/shop/exact", "async dispatch and throw").status()).isEqualTo(500);

    one(traces)
        .hasStatus(Status.ERROR)
        .hasException("java.lang.IllegalStateException", "boom")
        .hasAttribute("error.type", "500");
  }

  @Test
  void async_timesOut_isError(Traces traces) throws IOException {
    assertThat(act("/shop/exact", "async timeout").status()).isEqualTo(500);

    one(traces).hasStatus(Status.ERROR).hasAttribute("error.type", "500");
  }

  /** A call that is made by {@code action} is a child of the request. */
  protected void callIsChild(String action, Traces traces) throws IOException {
    HttpWire.get(
        port, "/shop/exact", "do: " + action, "url: http://127.0.0.1:" + port + "/shop/one");

    traces.awaitSpans(3);
    assertThat(traces.awaitTrace())
        .hasSpans(
            span -> span.hasName("GET /shop/exact").hasKind(Kind.SERVER).hasNoParent(),
            span -> span.hasName("GET").hasKind(Kind.CLIENT).isChildOf(0),
            span -> span.hasName("GET /shop/one").hasKind(Kind.SERVER).isChildOf(1));
  }

  @Test
  void routes_pipelined_areNotMixedUp(Traces traces) throws IOException {
    String request = HttpWire.head(port, "GET", "/shop/prefix/1") + "\r\n";
    String error = HttpWire.head(port, "GET", "/shop/one", "do: error 404") + "\r\n";
    String last = HttpWire.head(port, "GET", "/shop/prefix/2") + "Connection: close\r\n\r\n";
    HttpWire.sendText(port, request + error + last);

    List<String> spans = new ArrayList<>();
    for (Trace trace : traces.awaitTraces(3)) {
      SpanRecord span = trace.span(0);
      assertThat(span).hasNoParent();
      spans.add(
          span.name()
              + span.attributes().get("url.path")
              + span.attributes().get("http.response.status_code"));
    }
    assertThat(spans)
        .containsExactly(
            "GET /shop/prefix/*/shop/prefix/1200",
            "GET /shop/one/shop/one404",
            "GET /shop/prefix/*/shop/prefix/2200");
  }

  @Test
  void metric_duration_hasRoute(Traces traces) throws IOException {
    HttpWire.get(port, "/shop/two/2");

    traces.awaitMetric(
        "http.server.request.duration", metric -> metric.toString().contains("/shop/two/*"));
  }
}
