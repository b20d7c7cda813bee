// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
class VertxRequestsTest {
  private static final Duration SILENCE = Duration.ofMillis(300);

  final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close();
  }

  private static RequestOptions get(String url) {
    return new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url);
  }

  @Test
  void handlers_insideServersSpan_haveItsContext(Traces traces) throws Exception {
    HttpClient client = Clients.client(vertx);
    try (HttpTestServer server = new HttpTestServer();
        HttpTestServer other = new HttpTestServer()) {
      server.whenCalled(
          () -> {
            Promise<Void> done = Promise.promise();
            client
                .request(get(other.url("/status/201")))
                .compose(
                    request -> {
                      call(other, "/connected");
                      return request.send();
                    })
                .onSuccess(
                    response -> {
                      call(other, "/head");
                      response.handler(chunk -> call(other, "/body"));
                      response.endHandler(
                          nothing -> {
                            call(other, "/end");
                            done.complete();
                          });
                    });
            Clients.await(done.future());
          });
      HttpWire.get(server.port(), "/call");

      // Each of five is one of a client and one of a server.
      traces.awaitSpans(11);
      Trace trace = traces.awaitTrace();
      assertThat(trace.spans())
          .filteredOn(span -> span.kind() == Kind.CLIENT)
          .hasSize(5)
          .allSatisfy(span -> assertThat(span).isChildOf(trace.span(0)));
    }
  }

  /** On the thread that handles something. */
  private static void call(HttpTestServer server, String path) {
    try {
      java.net.HttpURLConnection connection =
          (java.net.HttpURLConnection)
              java.net.URI.create(server.url(path)).toURL().openConnection();
      assertThat(connection.getResponseCode()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void send_http2_isOneSpan(boolean upgrade, Traces traces) throws Exception {
    HttpServer server =
        Clients.await(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().end("hello"))
                .listen(0, "127.0.0.1"));
    HttpClient client =
        Clients.client(
            vertx,
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(upgrade));
    for (int i = 0; i < 2; i++) {
      String url = "http://localhost:" + server.actualPort() + "/" + i;
      Buffer body =
          Clients.await(
              client
                  .request(get(url))
                  .compose(HttpClientRequest::send)
                  .compose(response -> response.body()));
      assertThat(body.toString()).isEqualTo("hello");

      traces.awaitSpans(2);
      assertThat(traces.awaitTrace())
          .hasSpans(
              span ->
                  span.hasKind(Kind.CLIENT)
                      .hasScope("io.heddle.vertx-http-client")
                      .hasAttribute("url.full", url)
                      .hasAttribute("http.response.status_code", 200)
                      .hasAttribute("network.protocol.version", "2"),
              span -> span.hasKind(Kind.SERVER).isChildOf(0));
      traces.assertNoMoreSpans(SILENCE);
      traces.clear();
    }
  }

  @Test
  void reset_waitsForResponse_isError(Traces traces) throws Exception {
    HttpClient client = Clients.client(vertx);
    try (HttpTestServer server = new HttpTestServer()) {
      HttpClientRequest request = Clients.await(client.request(get(server.url("/slow"))));
      Future<?> response = request.send();
      while (server.received("host").isEmpty()) {
        Thread.onSpinWait();
      }
      HttpClientRequest.class.getMethod("reset").invoke(request);
      assertThat(catchThrowable(() -> Clients.await(response))).isNotNull();

      assertThat(traces.awaitSpans(1).get(0))
          .hasKind(Kind.CLIENT)
          .hasStatus(Status.ERROR)
          .hasAttribute("error.type", "io.vertx.core.http.StreamResetException");
      traces.awaitSpans(2);
      traces.assertNoMoreSpans(SILENCE);
    }
  }

  @Test
  void webClient_get_isOneSpan(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer()) {
      WebClient client = WebClient.create(vertx);
      assertThat(Clients.await(client.getAbs(server.url("/web")).send()).statusCode())
          .isEqualTo(200);

      traces.awaitSpans(2);
      assertThat(traces.awaitTrace())
          .hasSpans(
              span ->
                  span.hasKind(Kind.CLIENT)
                      .hasScope("io.heddle.vertx-http-client")
                      .hasAttribute("url.full", server.url("/web")),
              span -> span.hasKind(Kind.SERVER).isChildOf(0));
      assertThat(server.received("traceparent")).allMatch(values -> values.size() == 1);
      traces.assertNoMoreSpans(SILENCE);
    }
  }

  @Test
  void webClient_redirects_areASpanEach(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer()) {
      WebClient client = WebClient.create(vertx);
      Clients.await(client.getAbs(server.url("/moved")).send());

      traces.awaitSpans(6);
      assertThat(traces.spans())
          .filteredOn(span -> span.kind() == Kind.CLIENT)
          .extracting(span -> span.attributes().get("url.full"))
          .isEqualTo(List.of(server.url("/moved"), server.url("/moved-again"), server.url("/end")));
    }
  }
}
