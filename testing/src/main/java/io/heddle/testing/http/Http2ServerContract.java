// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.http;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.TraceAssert;
import io.heddle.testing.Traces;
import io.heddle.testing.http.HttpServerContract.Handler;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a server of {@link HttpServerContract} does that takes HTTP/2 without TLS on the same port.
 * The client is the JDK's, whose span is the first of each trace.
 */
public interface Http2ServerContract {
  /** The server's port. */
  int port();

  /** Sets what the handler does from now on. */
  void handle(Handler newHandler);

  /** Name of the span of a request that is handled. */
  String named(String method);

  @Test
  default void http2_upgrade_isOneSpan(Traces traces) throws Exception {
    handle(exchange -> exchange.answer(200, "up"));
    HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build();
    HttpResponse<String> response = client.send(request("/in/up"), BodyHandlers.ofString());

    assertThat(response.version()).isEqualTo(Version.HTTP_2);
    assertThat(response.body()).isEqualTo("up");
    served(traces)
        .hasAttribute("url.path", "/in/up")
        .hasAttribute("http.response.status_code", 200)
        .hasStatus(Status.UNSET);
    traces.assertNoMoreSpans(HttpServerContract.SILENCE);
  }

  @Test
  default void http2_get_hasAttributes(Traces traces) throws Exception {
    HttpClient client = upgraded(traces);
    handle(exchange -> exchange.answer(200, "hello"));
    client.send(request("/in/world%20?x=1"), BodyHandlers.ofString());

    served(traces)
        .hasName(named("GET"))
        .hasStatus(Status.UNSET)
        .hasAttribute("http.request.method", "GET")
        .hasAttribute("http.response.status_code", 200)
        .hasAttribute("url.path", "/in/world%20")
        .hasAttribute("url.query", "x=1")
        .hasAttribute("url.scheme", "http")
        .hasAttribute("server.address", "localhost")
        .hasAttribute("server.port", port())
        .hasAttribute("client.address", "127.0.0.1")
        .hasAttribute("network.peer.address", "127.0.0.1")
        .hasAttribute("network.peer.port", TraceAssert.any())
        .hasAttribute("network.protocol.version", "2");
  }

  @Test
  default void http2_manyStreams_areNotMixedUp(Traces traces) throws Exception {
    HttpClient client = upgraded(traces);
    handle(exchange -> exchange.later(rest -> rest.answer(200, "done")));
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 50)
            .mapToObj(i -> client.sendAsync(request("/in/" + i), BodyHandlers.ofString()))
            .toList();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().body()).isEqualTo("done");
    }

    traces.awaitSpans(2 * answers.size());
    assertThat(traces.awaitTraces(answers.size()))
        .hasSize(answers.size())
        .allSatisfy(
            trace -> {
              String url = String.valueOf(trace.span(0).attributes().get("url.full"));
              assertThat(trace)
                  .hasSpans(
                      span -> span.hasKind(Kind.CLIENT).hasNoParent(),
                      span ->
                          span.hasKind(Kind.SERVER)
                              .hasAttribute("url.path", URI.create(url).getPath())
                              .isChildOf(0));
            });
  }

  @Test
  default void http2_handlerThrows_isError(Traces traces) throws Exception {
    HttpClient client = upgraded(traces);
    handle(
        exchange -> {
          throw new IllegalStateException("boom");
        });
    assertThat(client.send(request("/in"), BodyHandlers.ofString()).statusCode()).isEqualTo(500);

    served(traces)
        .hasName(named("GET"))
        .hasStatus(Status.ERROR)
        .hasException("java.lang.IllegalStateException", "boom")
        .hasAttribute("error.type", "500")
        .hasAttribute("http.response.status_code", 500);
  }

  @Test
  default void http2_largeResponse_arrivesWhole(Traces traces) throws Exception {
    HttpClient client = upgraded(traces);
    byte[] part = "0123456789abcdef".repeat(512).getBytes(StandardCharsets.US_ASCII);
    handle(
        exchange -> {
          try (OutputStream out = exchange.begin(200)) {
            for (int i = 0; i < 512; i++) {
              out.write(part);
            }
          }
        });
    assertThat(client.send(request("/in"), BodyHandlers.ofByteArray()).body())
        .hasSize(512 * part.length);

    served(traces).hasStatus(Status.UNSET).hasAttribute("http.response.status_code", 200);
  }

  @Test
  default void http2_streamReset_endsSpanOnce(Traces traces) throws Exception {
    HttpClient client = upgraded(traces);
    CountDownLatch begun = new CountDownLatch(1);
    handle(
        exchange -> {
          OutputStream out = exchange.begin(200);
          for (int i = 0; i < 100_000; i++) {
            out.write(new byte[8192]);
            out.flush();
            begun.countDown();
          }
        });
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request("/in"), BodyHandlers.ofString());
    begun.await();
    answer.cancel(true);

    served(traces).hasStatus(Status.ERROR);
    traces.assertNoMoreSpans(HttpServerContract.SILENCE);
  }

  private HttpClient upgraded(Traces traces) throws Exception {
    handle(exchange -> exchange.answer(200, "up"));
    HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build();
    client.send(request("/in/up"), BodyHandlers.ofString());
    traces.awaitSpans(2);
    traces.clear();
    return client;
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path)).build();
  }

  /** The server's span, below that of the client. */
  private static SpanAssert served(Traces traces) {
    traces.awaitSpans(2);
    Trace trace = traces.awaitTrace();
    assertThat(trace).hasSize(2);
    SpanRecord span = trace.span(1);
    return assertThat(span).hasKind(Kind.SERVER).isChildOf(trace.span(0)).hasRemoteParent();
  }
}
