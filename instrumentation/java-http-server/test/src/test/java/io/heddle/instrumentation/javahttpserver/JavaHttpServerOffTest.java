// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_JAVA_HTTP_SERVER_ENABLED=false")
class JavaHttpServerOffTest {
  @Test
  void get_instrumentationIsOff_noSpan(Traces traces) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(HttpWire.get(server.getAddress().getPort(), "/").status()).isEqualTo(200);
    } finally {
      server.stop(0);
    }

    traces.assertNoSpans(Duration.ofMillis(300));
  }
}
