// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functional endpoints, since 5.2. */
@UnderAgent
class FunctionsTest {
  private static MvcApp app;

  @BeforeAll
  static void start() throws Exception {
    app = new MvcApp();
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/shop/functions/7/parts/8, /shop/functions/{id}/parts/{part}, 200",
    "/shop/api/function/7, /shop/api/function/{id}, 500",
  })
  void get_function_hasItsPattern(String path, String route, int status, Traces traces)
      throws Exception {
    assertThat(HttpWire.get(app.port(), path).status()).isEqualTo(status);

    assertThat(traces.awaitTrace())
        .hasSpans(span -> span.hasName("GET " + route).hasAttribute("http.route", route));
  }
}
