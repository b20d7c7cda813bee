// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.asynchttpclient;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import io.heddle.testing.http.RudeServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Realm;
import org.asynchttpclient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a client that does not block can do, and what the library sends again. */
@UnderAgent
class HandlersTest {
  private static final Duration SILENCE = Duration.ofMillis(300);

  private final AsyncHttpClient client =
      new DefaultAsyncHttpClient(
          new DefaultAsyncHttpClientConfig.Builder().setMaxRequestRetry(2).build());
  private HttpTestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new HttpTestServer();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void execute_handler_runsInTheContextOfTheCaller(Traces traces) throws Exception {
    server.whenCalled(() -> execute(server.url("/one")).get(20, TimeUnit.SECONDS));
    client.prepareGet(server.url("/call")).execute().get();

    siblings(traces, 6, server.url("/one"), server.url("/two"));
  }

  @Test
  void execute_failedHandler_runsInTheContextOfTheCaller(Traces traces) throws Exception {
    server.whenCalled(() -> execute("http://127.0.0.1:1/x").get(20, TimeUnit.SECONDS));
    client.prepareGet(server.url("/call")).execute().get();

    siblings(traces, 5, "http://127.0.0.1:1/x", server.url("/two"));
  }

  /** GETs that, and {@code /two} whatever became of it. */
  private Future<Response> execute(String url) {
    CompletableFuture<Response> both = new CompletableFuture<>();
    AsyncCompletionHandler<Response> second =
        new AsyncCompletionHandler<Response>() {
          @Override
          public Response onCompleted(Response response) {
            both.complete(response);
            return response;
          }
        };
    client
        .prepareGet(url)
        .execute(
            new AsyncCompletionHandler<Response>() {
              @Override
              public Response onCompleted(Response response) {
                client.prepareGet(server.url("/two")).execute(second);
                return response;
              }

              @Override
              public void onThrowable(Throwable failure) {
                client.prepareGet(server.url("/two")).execute(second);
              }
            });
    return both;
  }

  private static void siblings(Traces traces, int spans, String... urls) {
    traces.awaitSpans(spans);
    Trace trace = traces.awaitTrace();
    SpanRecord handler =
        trace.spans().stream().filter(span -> span.kind() == Kind.SERVER).findFirst().orElseThrow();
    assertThat(trace.spans())
        .filteredOn(span -> span.parentSpanId().equals(handler.spanId()))
        .extracting(span -> span.attributes().get("url.full"))
        .containsExactlyInAnyOrder((Object[]) urls);
  }

  @Test
  void execute_handlerThrows_spanIsThatOfTheAnswer(Traces traces) {
    Future<Response> answer =
        client
            .prepareGet(server.url("/fine"))
            .execute(
                new AsyncCompletionHandler<Response>() {
                  @Override
                  public Response onCompleted(Response response) {
                    throw new IllegalStateException("expected");
                  }
                });
    assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class);

    traces.awaitSpans(2);
    assertThat(traces.awaitTrace().span(0))
        .hasKind(Kind.CLIENT)
        .hasAttribute("http.response.status_code", 200)
        .hasStatus(Status.UNSET);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void execute_authenticates_isAnotherAttempt(Traces traces) throws Exception {
    Realm realm =
        new Realm.Builder("user", "secret")
            .setScheme(Realm.AuthScheme.BASIC)
            .setUsePreemptiveAuth(false)
            .build();
    Response response = client.prepareGet(server.url("/protected")).setRealm(realm).execute().get();
    assertThat(response.getStatusCode()).isEqualTo(200);

    traces.awaitSpans(4);
    List<Trace> attempts = traces.awaitTraces(2);
    assertThat(attempts.get(0).span(0))
        .hasAttribute("http.response.status_code", 401)
        .doesNotHaveAttribute("http.request.resend_count");
    assertThat(attempts.get(1).span(0))
        .hasAttribute("http.response.status_code", 200)
        .hasAttribute("http.request.resend_count", 1);
    assertThat(server.received("traceparent")).hasSize(2).allMatch(lines -> lines.size() == 1);
  }

  @Test
  void execute_connectionBreaksOff_eachTryIsAnAttempt(Traces traces) throws Exception {
    try (RudeServer rude = new RudeServer("")) {
      Future<Response> answer = client.prepareGet(rude.url()).execute();
      assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class);

      List<SpanRecord> spans = traces.awaitSpans(3);
      assertThat(spans)
          .hasSize(3)
          .allSatisfy(span -> assertThat(span).hasStatus(Status.ERROR))
          .extracting(span -> span.attributes().get("http.request.resend_count"))
          .containsExactlyInAnyOrder(null, 1L, 2L);
      traces.assertNoMoreSpans(SILENCE);
    }
  }

  @Test
  void cancel_underWay_isNoError(Traces traces) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.whenCalled(
        () -> {
          arrived.countDown();
          release.await();
        });
    Future<Response> answer = client.prepareGet(server.url("/call")).execute();
    arrived.await();
    assertThat(answer.cancel(true)).isTrue();
    release.countDown();

    assertThat(traces.awaitSpans(2))
        .filteredOn(span -> span.kind() == Kind.CLIENT)
        .hasSize(1)
        .allSatisfy(span -> assertThat(span).hasStatus(Status.UNSET).hasNoEvents());
    traces.assertNoMoreSpans(SILENCE);
  }
}
