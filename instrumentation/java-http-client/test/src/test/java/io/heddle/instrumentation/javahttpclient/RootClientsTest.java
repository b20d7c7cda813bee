// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "HEDDLE_TRACES_EXCLUDE_ROOT_CLIENTS=true")
class RootClientsTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void send_withoutParent_noSpanHereNorAtServer(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer()) {
      get(server, "/alone");

      assertThat(server.received("traceparent").get(0)).singleElement().asString().endsWith("-02");
      traces.assertNoSpans(Duration.ofMillis(300));
    }
  }

  @Test
  void send_insideServersSpan_hasSpan(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer()) {
      server.whenCalled(() -> get(server, "/inner"));
      HttpWire.get(server.port(), "/call");

      traces.awaitSpans(3);
      assertThat(traces.awaitTrace())
          .hasSpans(
              span -> span.hasKind(Kind.SERVER),
              span -> span.hasKind(Kind.CLIENT).isChildOf(0),
              span -> span.hasKind(Kind.SERVER).isChildOf(1));
    }
  }

  private void get(HttpTestServer server, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(path))).build();
    client.send(request, BodyHandlers.discarding());
  }
}
