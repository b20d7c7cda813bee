// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.resteasy;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.instrumentation.jersey.testing.JaxrsServer;
import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@UnderAgent
class ResteasyTest {
  static final String SERVLET = "org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher";

  private static JaxrsServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new JaxrsServer(SERVLET);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/users, 200, /users",
    "/users/7, 200, /users/{id: [0-9]+}",
    "/users/7/throws, 500, /users/{id}/throws",
    "/users/7/mapped, 409, /users/{id}/mapped",
    "/users/7/suspended, 200, /users/{id}/suspended",
    "/users/7/stage, 200, /users/{id}/stage",
    "/orders/7/items/8, 200, /orders/{order}/items/{item}",
    "/orders/7/items/8/parts, 200, /orders/{order}/items/{item}/parts",
    "/orders/7/broken/8, 409, /orders/{order}/broken",
    "/nothing, 404, /*",
  })
  void get_path_hasTemplatesThatMatched(String path, int status, String template, Traces traces)
      throws Exception {
    String route = "/shop/api" + template;

    assertThat(HttpWire.get(server.port(), "/shop/api" + path).status()).isEqualTo(status);

    assertThat(traces.awaitTrace())
        .hasSpans(span -> span.hasName("GET " + route).hasAttribute("http.route", route));
  }
}
