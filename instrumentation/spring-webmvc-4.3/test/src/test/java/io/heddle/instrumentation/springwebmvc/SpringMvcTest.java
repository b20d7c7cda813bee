// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@UnderAgent
class SpringMvcTest {
  static MvcApp app;

  @BeforeAll
  static void start() throws Exception {
    app = new MvcApp();
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
    "/shop/users/7, /shop/users/{id}",
    "/shop/api/users/7, /shop/api/users/{id}",
    "/shop/whole/users/7, /shop/whole/users/{id}",
    "/shop/users/7/callable, /shop/users/{id}/callable",
    "/shop/users/7/deferred, /shop/users/{id}/deferred",
    "/shop/users/7/events, /shop/users/{id}/events",
    "/shop/static/page.txt, /shop/static/**",
    "/shop/home, /shop/home",
    "/shop/forwards/7, /shop/forwards/{id}",
  })
  void get_handled_hasPatternOfHandler(String path, String route, Traces traces) throws Exception {
    get(path, 200, traces).hasName("GET " + route).hasAttribute("http.route", route);
  }

  @Test
  void get_handlerIncludes_keepsItsPattern(Traces traces) throws Exception {
    assertThat(HttpWire.get(app.port(), "/shop/includes/7").text()).contains("user 3");

    assertThat(traces.awaitTrace()).hasSpans(span -> span.hasName("GET /shop/includes/{id}"));
  }

  @Test
  void get_handlerThrows_keepsItsPattern(Traces traces) throws Exception {
    get("/shop/users/7/throws", 500, traces).hasName("GET /shop/users/{id}/throws");
  }

  @Test
  void get_exceptionHandled_keepsPattern(Traces traces) throws Exception {
    get("/shop/users/7/handled", 409, traces).hasName("GET /shop/users/{id}/handled");
  }

  @Test
  void get_interceptorRefuses_hasPattern(Traces traces) throws Exception {
    get("/shop/users/7/refused", 403, traces).hasName("GET /shop/users/{id}/refused");
  }

  @ParameterizedTest
  @CsvSource({"/shop/users/denied/7, 403", "/shop/nothing, 404"})
  void get_noHandler_hasNoRoute(String path, int status, Traces traces) throws Exception {
    get(path, status, traces).hasName("GET").doesNotHaveAttribute("http.route");
  }

  @Test
  void get_noHandlerBelowMapping_hasMapping(Traces traces) throws Exception {
    get("/shop/api/nothing", 404, traces).hasName("GET /shop/api/*");
  }
}
