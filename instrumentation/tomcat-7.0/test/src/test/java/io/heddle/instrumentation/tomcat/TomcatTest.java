// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.instrumentation.servlet.testing.ServletCases;
import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@UnderAgent
class TomcatTest extends ServletCases {
  TomcatTest() throws Exception {
    super(new TomcatServer(), "io.heddle.tomcat");
  }

  @Test
  void servlet_none_hasNoRoute(Traces traces) throws IOException {
    assertThat(HttpWire.get(port, "/shop/nowhere").status()).isEqualTo(404);

    one(traces)
        .hasName("GET")
        .hasStatus(Status.UNSET)
        .hasAttribute("http.response.status_code", 404)
        .doesNotHaveAttribute("http.route");
  }

  @Test
  void call_ofAsyncTask_isChild(Traces traces) throws IOException {
    callIsChild("async call", traces);
  }
}
