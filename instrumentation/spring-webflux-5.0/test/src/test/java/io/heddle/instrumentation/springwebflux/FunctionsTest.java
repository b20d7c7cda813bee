// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functional endpoints, since 5.1; until 5.2 they match the application's path, too. */
@UnderAgent
class FunctionsTest {
  private static FluxApp app;

  @BeforeAll
  static void start() throws Exception {
    app = new FluxApp("");
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/functions/7/parts/8, /functions/{id}/parts/{part}, 200",
    "/function/7, /function/{id}, 500",
  })
  void get_function_hasItsPattern(String path, String route, int status, Traces traces)
      throws Exception {
    assertThat(HttpWire.get(app.port(), path).status()).isEqualTo(status);

    assertThat(traces.awaitTrace())
        .hasSpans(span -> span.hasName("GET " + route).hasAttribute("http.route", route));
  }
}
