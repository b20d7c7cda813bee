// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.http.HttpTestServer;
import io.heddle.testing.http.RudeServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.ResponseHandler;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call sends, and what the application sees of it, whoever makes the client. */
abstract class AttemptsContract {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final ResponseHandler<Integer> STATUS = new StatusHandler();

  static HttpTestServer server;

  abstract HttpClient client();

  /** One that logs in as {@code x} with the password {@code y}. */
  abstract HttpClient known();

  abstract HttpClient retrying(DefaultHttpRequestRetryHandler handler);

  abstract HttpClient behind(HttpHost proxy);

  abstract HttpClient with(HttpRequestInterceptor interceptor);

  /** One with a single connection. */
  abstract HttpClient narrow();

  @BeforeAll
  static void start() throws IOException {
    server = new HttpTestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.clear();
  }

  @Test
  void execute_authenticates_isAnotherAttempt(Traces traces) throws IOException {
    assertThat(get(known(), "/protected")).isEqualTo(200);

    traces.awaitSpans(4);
    List<Trace> attempts = traces.awaitTraces(2);
    assertThat(attempts).hasSize(2);
    attempt(attempts.get(0), "/protected", 401, 0);
    attempt(attempts.get(1), "/protected", 200, 1);
    assertThat(server.received("traceparent"))
        .doesNotHaveDuplicates()
        .allSatisfy(values -> assertThat(values).hasSize(1));
  }

  @Test
  void execute_retries_areAttempts(Traces traces) throws IOException {
    HttpClient patient = retrying(new DefaultHttpRequestRetryHandler(2, true));
    try (RudeServer rude = new RudeServer("")) {
      assertThatThrownBy(() -> patient.execute(new HttpGet(rude.url()), STATUS))
          .isInstanceOf(IOException.class);

      List<Trace> attempts = traces.awaitTraces(3);
      assertThat(attempts).hasSize(3);
      for (int i = 0; i < 3; i++) {
        SpanAssert span =
            assertThat(attempts.get(i).span(0))
                .hasAttribute("url.full", rude.url())
                .hasStatus(Status.ERROR);
        resent(span, i);
      }
    }
  }

  @Test
  void execute_relativeRequest_hasWholeUrl(Traces traces) throws IOException {
    HttpHost target = new HttpHost("localhost", server.port());
    HttpRequest request = new BasicHttpRequest("GET", "/relative?a=b");
    assertThat(client().execute(target, request, STATUS)).isEqualTo(200);

    traces.awaitSpans(2);
    assertThat(traces.awaitTrace().span(0))
        .hasAttribute("url.full", server.url("/relative?a=b"))
        .hasAttribute("server.address", "localhost")
        .hasAttribute("server.port", server.port());
  }

  @Test
  void execute_throughProxy_hasUrlOfTheServer(Traces traces) throws IOException {
    HttpClient behind = behind(new HttpHost("localhost", server.port()));
    HttpGet request = new HttpGet("http://far.invalid/away");
    assertThat(behind.execute(request, STATUS)).isEqualTo(200);

    traces.awaitSpans(2);
    assertThat(traces.awaitTrace().span(0))
        .hasAttribute("url.full", "http://far.invalid/away")
        .hasAttribute("server.address", "far.invalid")
        .hasAttribute("server.port", 80);
  }

  @Test
  void execute_redirectToNobody_isAnAttemptThatFails(Traces traces) throws IOException {
    String answer =
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/x\r\nContent-Length: 0\r\n\r\n";
    try (RudeServer rude = new RudeServer(answer)) {
      assertThatThrownBy(() -> client().execute(new HttpGet(rude.url()), STATUS))
          .isInstanceOf(IOException.class);
    }

    List<Trace> attempts = traces.awaitTraces(2);
    assertThat(attempts.get(0).span(0)).hasAttribute("http.response.status_code", 302);
    resent(assertThat(attempts.get(1).span(0)), 1)
        .hasAttribute("url.full", "http://127.0.0.1:1/x")
        .hasStatus(Status.ERROR);
  }

  @Test
  void execute_interceptorsAndContext_seeTheirOwnRequest(Traces traces) throws IOException {
    HttpRequestInterceptor watching =
        (request, context) ->
            assertThat(request.getHeaders("traceparent"))
                .extracting("value")
                .containsExactly("mine");
    HttpContext context = new BasicHttpContext();
    HttpGet request = new HttpGet(server.url("/seen"));
    request.setHeader("TraceParent", "mine");
    assertThat(with(watching).execute(request, STATUS, context)).isEqualTo(200);

    HttpRequest sent = (HttpRequest) context.getAttribute("http.request");
    for (HttpRequest seen : List.of(request, sent)) {
      assertThat(seen.getHeaders("traceparent")).extracting("value").containsExactly("mine");
    }
    assertThat(server.received("traceparent")).hasSize(1);
    assertThat(server.received("traceparent").get(0)).hasSize(1).doesNotContain("mine");
    traces.awaitSpans(2);
  }

  @Test
  void execute_responseHandlerThrows_spanIsThatOfTheAnswer(Traces traces) {
    assertThatThrownBy(
            () ->
                client()
                    .execute(
                        new HttpGet(server.url("/fine")),
                        answer -> {
                          throw new IllegalStateException("expected");
                        }))
        .isInstanceOf(IllegalStateException.class);

    traces.awaitSpans(2);
    attempt(traces.awaitTrace(), "/fine", 200, 0).hasStatus(Status.UNSET).hasNoEvents();
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void execute_insideResponseHandler_isCallOfItsOwn(Traces traces) throws IOException {
    server.whenCalled(
        () -> client().execute(new HttpGet(server.url("/one")), answer -> get(client(), "/two")));
    get(client(), "/call");

    traces.awaitSpans(6);
    List<SpanRecord> spans = traces.awaitTrace().spans();
    SpanRecord handler =
        spans.stream().filter(span -> span.kind() == Kind.SERVER).findFirst().orElseThrow();
    assertThat(spans)
        .filteredOn(span -> span.parentSpanId().equals(handler.spanId()))
        .extracting(span -> span.attributes().get("url.full"))
        .containsExactlyInAnyOrder(server.url("/one"), server.url("/two"));
  }

  @Test
  void execute_bodyIsRead_afterTheSpan(Traces traces) throws Exception {
    String body = "0123456789abcdef".repeat(64 << 10);
    HttpPost request = new HttpPost(server.url("/echo"));
    request.setEntity(new StringEntity(body));
    HttpResponse response = client().execute(request);
    traces.awaitSpans(1);
    assertThat(EntityUtils.toString(response.getEntity()).equals(body)).isTrue();

    traces.awaitSpans(2);
    attempt(traces.awaitTrace(), "/echo", 200, 0).hasName("POST");
  }

  @Test
  void execute_abortedUnderWay_endsOnce(Traces traces) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.whenCalled(
        () -> {
          arrived.countDown();
          release.await();
        });
    HttpGet request = new HttpGet(server.url("/call"));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Integer> answer = thread.submit(() -> client().execute(request, STATUS));
    arrived.await();
    request.abort();
    assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class);
    release.countDown();
    thread.shutdown();

    assertThat(traces.awaitSpans(2))
        .filteredOn(span -> span.kind() == Kind.CLIENT)
        .hasSize(1)
        .allSatisfy(span -> assertThat(span).hasStatus(Status.ERROR));
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void execute_interruptedWhileItWaitsForConnection_endsOnce(Traces traces) throws Exception {
    HttpClient narrow = narrow();
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.whenCalled(
        () -> {
          arrived.countDown();
          release.await();
        });
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<Integer> first = threads.submit(() -> get(narrow, "/call"));
    arrived.await();
    Future<Integer> second =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              return get(narrow, "/second");
            });
    assertThatThrownBy(second::get).hasCauseInstanceOf(IOException.class);
    release.countDown();
    assertThat(first.get()).isEqualTo(200);
    threads.shutdown();

    traces.awaitSpans(3);
    assertThat(traces.spans())
        .filteredOn(span -> server.url("/second").equals(span.attributes().get("url.full")))
        .hasSize(1)
        .allSatisfy(span -> assertThat(span).hasStatus(Status.ERROR));
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void execute_interceptorThrows_nextCallIsItsOwn(Traces traces) throws IOException {
    HttpClient failing =
        with(
            (request, context) -> {
              throw new IllegalStateException("expected");
            });
    server.whenCalled(
        () -> {
          assertThatThrownBy(() -> get(failing, "/never"))
              .isInstanceOf(IllegalStateException.class);
          get(client(), "/after");
        });
    assertThat(get(client(), "/call")).isEqualTo(200);

    traces.assertTraces(
        trace ->
            trace.satisfies(
                all ->
                    assertThat(all.spans())
                        .filteredOn(
                            span -> server.url("/after").equals(span.attributes().get("url.full")))
                        .hasSize(1)
                        .allSatisfy(
                            span ->
                                assertThat(span)
                                    .hasAttribute("http.response.status_code", 200)
                                    .doesNotHaveAttribute("http.request.resend_count"))));
  }

  static int get(HttpClient client, String path) throws IOException {
    return client.execute(new HttpGet(server.url(path)), STATUS);
  }

  static SpanAssert attempt(Trace trace, String path, int status, int count) {
    SpanAssert span =
        assertThat(trace.span(0))
            .hasKind(Kind.CLIENT)
            .hasNoParent()
            .hasAttribute("url.full", server.url(path))
            .hasAttribute("http.response.status_code", status);
    return resent(span, count);
  }

  private static SpanAssert resent(SpanAssert span, int count) {
    return count == 0
        ? span.doesNotHaveAttribute("http.request.resend_count")
        : span.hasAttribute("http.request.resend_count", count);
  }

  /** Reads the body too. */
  private static final class StatusHandler implements ResponseHandler<Integer> {
    @Override
    public Integer handleResponse(HttpResponse response) throws IOException {
      return Senders.answer(response).status();
    }
  }
}
