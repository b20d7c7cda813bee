// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Spring's client inside of Spring's server, both on Reactor Netty. */
@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
class WebClientTest {
  @Test
  void retrieve_insideWebFlux_isOneSpanInServers(Traces traces) throws Exception {
    try (HttpTestServer backend = new HttpTestServer()) {
      WebClient client = WebClient.create(backend.url(""));
      HttpHandler handler =
          RouterFunctions.toHttpHandler(
              RouterFunctions.route(
                  RequestPredicates.GET("/call/{name}"),
                  request ->
                      client
                          .get()
                          .uri("/" + request.pathVariable("name"))
                          .retrieve()
                          .bodyToMono(String.class)
                          .defaultIfEmpty("none")
                          .delayElement(Duration.ofMillis(20))
                          .flatMap(text -> ServerResponse.accepted().bodyValue(text))));
      DisposableServer server =
          HttpServer.create().port(0).handle(new ReactorHttpHandlerAdapter(handler)).bindNow();
      try {
        assertThat(HttpWire.get(server.port(), "/call/one").status()).isEqualTo(202);

        traces.awaitSpans(3);
        assertThat(traces.awaitTrace())
            .hasSpans(
                span ->
                    span.hasKind(Kind.SERVER)
                        .hasScope("io.heddle.netty")
                        .hasNoParent()
                        .hasStatus(Status.UNSET)
                        .hasAttribute("http.response.status_code", 202)
                        .hasAttribute("url.path", "/call/one"),
                span ->
                    span.hasKind(Kind.CLIENT)
                        .hasScope("io.heddle.reactor-netty")
                        .isChildOf(0)
                        .hasAttribute("url.full", backend.url("/one")),
                span ->
                    span.hasKind(Kind.SERVER).hasScope("io.heddle.java-http-server").isChildOf(1));
        assertThat(backend.received("traceparent")).hasSize(1).allMatch(all -> all.size() == 1);
        traces.assertNoMoreSpans(Duration.ofMillis(300));
      } finally {
        server.disposeNow();
      }
    }
  }
}
