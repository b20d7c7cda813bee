// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@UnderAgent
class WebFluxTest {
  static FluxApp app;

  @BeforeAll
  static void start() throws Exception {
    app = new FluxApp("/shop");
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
  }

  static SpanAssert get(String path, int status, Traces traces) throws Exception {
    assertThat(HttpWire.get(app.port(), path).status()).isEqualTo(status);
    SpanRecord span = traces.awaitTrace().span(0);
    assertThat(traces.spans()).hasSize(1);
    return assertThat(span).hasKind(Kind.SERVER).hasAttribute("http.response.status_code", status);
  }

  @ParameterizedTest
  @CsvSource({
    "/users/7, 200, /users/{id}",
    "/users/7?slow, 200, /users/{id}",
    "/users/7/later, 200, /users/{id}/later",
    "/users/7/throws, 500, /users/{id}/throws",
    "/users/7/fails, 500, /users/{id}/fails",
    "/users/7/handled, 409, /users/{id}/handled",
    "/static/page.txt, 200, /static/**",
  })
  void get_handled_hasPatternOfHandler(String path, int status, String pattern, Traces traces)
      throws Exception {
    String route = "/shop" + pattern;

    get("/shop" + path, status, traces).hasName("GET " + route).hasAttribute("http.route", route);
  }

  @ParameterizedTest
  @CsvSource({"/users/7?failing, 500", "/nothing, 404"})
  void get_noHandler_hasNoRoute(String path, int status, Traces traces) throws Exception {
    get("/shop" + path, status, traces).hasName("GET").doesNotHaveAttribute("http.route");
  }
}
