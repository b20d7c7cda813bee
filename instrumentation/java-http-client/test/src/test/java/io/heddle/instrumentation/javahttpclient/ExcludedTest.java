// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a sampler that asks no parent: what is left out is left out for the whole trace. */
@UnderAgent(
    env = {
      "OTEL_TRACES_SAMPLER=always_on",
      "HEDDLE_HTTP_SERVER_EXCLUDED_PATHS=/health,/call/out/*",
      "HEDDLE_HTTP_CLIENT_EXCLUDED_URLS=http://*/poll",
    })
class ExcludedTest {
  private static final String PARENT = "b7ad6b7169203331";

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpTestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new HttpTestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void server_excludedPath_nothingInsideHasSpan(Traces traces) throws Exception {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    server.whenCalled(() -> get("/inner"));
    HttpWire.get(server.port(), "/call/out/info?a=b", sampled(trace));
    HttpWire.get(server.port(), "/health");
    HttpWire.get(server.port(), "/other", sampled(trace));

    List<String> sent = server.received("traceparent").get(1);
    assertThat(sent).singleElement().asString().startsWith("00-" + trace).endsWith("-02");
    // The inner request's server asks its own sampler, which asks nobody.
    assertThat(traces.awaitSpans(2))
        .extracting(span -> span.attributes().get("url.path"))
        .containsExactlyInAnyOrder("/inner", "/other");
  }

  @Test
  void client_excludedUrl_isSentAsNotSampled(Traces traces) throws Exception {
    String trace = "5ce929d0e0e4736a3ce929d0e0e47366";
    get("/poll?a=b");
    server.whenCalled(() -> get("/poll"));
    HttpWire.get(server.port(), "/call", sampled(trace));

    assertThat(server.received("traceparent").get(0).get(0)).endsWith("-02");
    assertThat(server.received("traceparent").get(2).get(0))
        .startsWith("00-" + trace)
        .doesNotContain(PARENT)
        .endsWith("-02");
    List<SpanRecord> spans = traces.awaitSpans(3);
    assertThat(spans).hasSize(3).allSatisfy(span -> assertThat(span).hasKind(Kind.SERVER));
  }

  @Test
  void client_excludedUrl_nextRequestHasSpan(Traces traces) throws Exception {
    get("/poll");
    get("/polls");

    assertThat(traces.awaitSpans(3))
        .filteredOn(span -> span.kind() == Kind.CLIENT)
        .singleElement()
        .satisfies(span -> assertThat(span).hasAttribute("url.full", server.url("/polls")));
  }

  private static String sampled(String trace) {
    return "traceparent: 00-" + trace + "-" + PARENT + "-03";
  }

  private void get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(path))).build();
    client.send(request, BodyHandlers.discarding());
  }
}
