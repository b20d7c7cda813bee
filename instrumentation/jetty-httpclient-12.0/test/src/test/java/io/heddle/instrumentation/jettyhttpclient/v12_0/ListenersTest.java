// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v12_0;

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
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a client that does not block can do, and what the library sends again. */
@UnderAgent
class ListenersTest {
  private static final Duration SILENCE = Duration.ofMillis(300);

  private final HttpClient client = new HttpClient();
  private final AtomicInteger received = new AtomicInteger();
  private HttpTestServer server;

  @BeforeEach
  void start() throws Exception {
    client.start();
    server = new HttpTestServer();
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
    server.close();
  }

  /** Each of them sends a request of its own. */
  @Test
  void send_listeners_runInTheContextOfTheCaller(Traces traces) throws Exception {
    Set<String> sent = ConcurrentHashMap.newKeySet();
    Consumer<String> event =
        path -> {
          if (sent.add(server.url(path))) {
            client.newRequest(server.url(path)).send(result -> {});
          }
        };
    server.whenCalled(
        () -> {
          CompletableFuture<Result> done = new CompletableFuture<>();
          client
              .POST(server.url("/echo"))
              .body(new StringRequestContent("x".repeat(1_000_000)))
              .onRequestQueued(request -> event.accept("/queued"))
              .onRequestBegin(request -> event.accept("/begin"))
              .onRequestHeaders(request -> event.accept("/headers"))
              .onRequestCommit(request -> event.accept("/commit"))
              .onRequestContent((request, content) -> event.accept("/content"))
              .onRequestSuccess(request -> event.accept("/success"))
              .onResponseBegin(response -> event.accept("/response/begin"))
              .onResponseHeader(
                  (response, field) -> {
                    event.accept("/response/header");
                    return true;
                  })
              .onResponseHeaders(response -> event.accept("/response/headers"))
              .onResponseContent(
                  (response, content) ->
                      event.accept("/response/" + received.incrementAndGet() / 4))
              .onResponseSuccess(response -> event.accept("/response/success"))
              .send(
                  result -> {
                    event.accept("/complete");
                    done.complete(result);
                  });
          assertThat(done.get(20, TimeUnit.SECONDS).isSucceeded()).isTrue();
        });
    client.GET(server.url("/call"));

    assertThat(sent).hasSizeGreaterThan(12);
    String[] urls =
        Stream.concat(sent.stream(), Stream.of(server.url("/echo"))).toArray(String[]::new);
    siblings(traces, 2 + 2 * urls.length, urls);
  }

  @Test
  void send_fromListener_isSiblingOfTheFirst(Traces traces) throws Exception {
    server.whenCalled(
        () -> {
          CompletableFuture<Result> done = new CompletableFuture<>();
          client
              .newRequest(server.url("/one"))
              .send(first -> client.newRequest(server.url("/two")).send(done::complete));
          done.get(20, TimeUnit.SECONDS);
        });
    client.GET(server.url("/call"));

    siblings(traces, 6, server.url("/one"), server.url("/two"));
  }

  @Test
  void send_fromListenerOfFailure_isSiblingOfTheFirst(Traces traces) throws Exception {
    server.whenCalled(
        () -> {
          CompletableFuture<Result> done = new CompletableFuture<>();
          client
              .newRequest("http://127.0.0.1:1/x")
              .send(first -> client.newRequest(server.url("/two")).send(done::complete));
          done.get(20, TimeUnit.SECONDS);
        });
    client.GET(server.url("/call"));

    siblings(traces, 5, "http://127.0.0.1:1/x", server.url("/two"));
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
  void send_listenersThrow_spanIsThatOfTheAnswer(Traces traces) throws Exception {
    CountDownLatch complete = new CountDownLatch(1);
    client
        .newRequest(server.url("/fine"))
        .onRequestHeaders(
            request -> {
              throw new IllegalStateException("expected");
            })
        .onResponseHeaders(
            response -> {
              throw new IllegalStateException("expected");
            })
        .send(
            result -> {
              complete.countDown();
              throw new IllegalStateException("expected");
            });
    complete.await();

    traces.awaitSpans(2);
    assertThat(traces.awaitTrace().span(0))
        .hasKind(Kind.CLIENT)
        .hasAttribute("http.response.status_code", 200)
        .hasStatus(Status.UNSET);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void send_authenticates_isAnotherAttempt(Traces traces) throws Exception {
    client
        .getAuthenticationStore()
        .addAuthentication(
            new BasicAuthentication(URI.create(server.url("/")), "test", "user", "secret"));
    assertThat(client.GET(server.url("/protected")).getStatus()).isEqualTo(200);

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
  void abort_underWay_isItsCause(Traces traces) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.whenCalled(
        () -> {
          arrived.countDown();
          release.await();
        });
    CompletableFuture<Result> done = new CompletableFuture<>();
    Request request = client.newRequest(server.url("/call"));
    request.send(done::complete);
    arrived.await();
    IOException cause = new IOException("changed my mind");
    request.abort(cause);
    assertThat(done.get(20, TimeUnit.SECONDS).getFailure()).isSameAs(cause);
    release.countDown();

    assertThat(traces.awaitSpans(2))
        .filteredOn(span -> span.kind() == Kind.CLIENT)
        .hasSize(1)
        .allSatisfy(span -> assertThat(span).hasStatus(Status.ERROR).hasException(cause));
    traces.assertNoMoreSpans(SILENCE);
  }

  /** It waits for the only connection meanwhile. */
  @Test
  void send_notInTimeWhileQueued_isTimeout(Traces traces) throws Exception {
    client.setMaxConnectionsPerDestination(1);
    CountDownLatch release = new CountDownLatch(1);
    server.whenCalled(release::await);
    CompletableFuture<Result> first = new CompletableFuture<>();
    client.newRequest(server.url("/call")).send(first::complete);
    Request second = client.newRequest(server.url("/queued")).timeout(100, TimeUnit.MILLISECONDS);
    assertThatThrownBy(second::send).isInstanceOf(TimeoutException.class);
    release.countDown();
    first.get(20, TimeUnit.SECONDS);

    assertThat(traces.awaitSpans(3))
        .filteredOn(span -> server.url("/queued").equals(span.attributes().get("url.full")))
        .hasSize(1)
        .allSatisfy(
            span ->
                assertThat(span)
                    .hasStatus(Status.ERROR)
                    .hasAttribute("error.type", TimeoutException.class.getName()));
    traces.assertNoMoreSpans(SILENCE);
  }

  /** Those in the queue are sent by whichever thread has a connection left over. */
  @Test
  void send_behindOthers_keepsItsOwnContext(Traces traces) throws Exception {
    client.setMaxConnectionsPerDestination(1);
    CountDownLatch together = new CountDownLatch(10);
    HttpClient outer = new HttpClient();
    outer.start();
    server.whenCalled(
        () -> {
          together.countDown();
          together.await();
          client.GET(server.url("/inner"));
        });
    List<CompletableFuture<Result>> calls =
        IntStream.range(0, 10)
            .mapToObj(
                i -> {
                  CompletableFuture<Result> done = new CompletableFuture<>();
                  outer.newRequest(server.url("/call/" + i)).send(done::complete);
                  return done;
                })
            .toList();
    for (CompletableFuture<Result> call : calls) {
      call.get(20, TimeUnit.SECONDS);
    }
    outer.stop();

    traces.awaitSpans(40);
    assertThat(traces.awaitTraces(10))
        .hasSize(10)
        .allSatisfy(
            trace ->
                assertThat(trace)
                    .hasSpans(
                        span -> span.hasKind(Kind.CLIENT).hasNoParent(),
                        span -> span.hasKind(Kind.SERVER).isChildOf(0),
                        span -> span.hasKind(Kind.CLIENT).isChildOf(1),
                        span -> span.hasKind(Kind.SERVER).isChildOf(2)));
  }

  /** A head of its own, a hundred, comes before that of the answer. */
  @Test
  void send_expectsContinue_isOneAttempt(Traces traces) throws Exception {
    Response response =
        client
            .POST(server.url("/echo"))
            .headers(headers -> headers.put("Expect", "100-continue"))
            .body(new StringRequestContent("hello"))
            .send();
    assertThat(response.getStatus()).isEqualTo(200);

    traces.awaitSpans(2);
    assertThat(traces.awaitTrace().span(0))
        .hasAttribute("http.response.status_code", 200)
        .doesNotHaveAttribute("http.request.resend_count");
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void send_toAnAddressThatNobodyHas_failsOnce(Traces traces) {
    assertThatThrownBy(() -> client.GET("http://no.such.host.invalid/"))
        .isInstanceOf(ExecutionException.class);
    assertThat(traces.awaitSpans(1)).hasSize(1);
    traces.assertNoMoreSpans(SILENCE);
  }
}
