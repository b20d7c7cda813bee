// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jersey;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.heddle.instrumentation.jersey.testing.JakartaApp;
import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.net.URI;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

/** Jersey without servlets. */
@UnderAgent
class JdkServerTest {
  @Test
  void get_onJdkServer_hasTemplate(Traces traces) throws Exception {
    HttpServer server =
        JdkHttpServerFactory.createHttpServer(
            URI.create("http://localhost:0/api/"), ResourceConfig.forApplication(new JakartaApp()));
    try {
      int port = server.getAddress().getPort();
      assertThat(HttpWire.get(port, "/api/users/7/mapped").status()).isEqualTo(409);
    } finally {
      server.stop(0);
    }

    assertThat(traces.awaitTrace())
        .hasSpans(span -> span.hasName("GET /api/users/{id}/mapped").hasNoParent());
  }
}
