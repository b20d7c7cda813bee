// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import io.heddle.testing.http.RudeServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call sends, and what the application sees of it. */
@UnderAgent
class ClassicAttemptsTest {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static HttpTestServer server;

  private final CloseableHttpClient client = HttpClients.createDefault();

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
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope("localhost", server.port()),
        new UsernamePasswordCredentials("x", "y".toCharArray()));
    CloseableHttpClient known =
        HttpClients.custom().setDefaultCredentialsProvider(credentials).build();
    assertThat(get(known, "/protected")).isEqualTo(200);

    traces.awaitSpans(4);
    List<Trace> attempts = traces.awaitTraces(2);
    assertThat(attempts).hasSize(2);
    attempt(attempts.get(0), "/protected", 401, 0);
    attempt(attempts.get(1), "/protected", 200, 1);
    assertThat(server.received("authorization").get(1))
        .containsExactly(
            "Basic "
                + Base64.getEncoder().encodeToString("x:y".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void execute_retries_areAttempts(Traces traces) throws IOException {
    CloseableHttpClient patient =
        HttpClients.custom()
            .setRetryStrategy(new DefaultHttpRequestRetryStrategy(2, TimeValue.ofMilliseconds(1)))
            .build();
    assertThat(get(patient, "/status/503")).isEqualTo(503);

    traces.awaitSpans(6);
    List<Trace> attempts = traces.awaitTraces(3);
    assertThat(attempts).hasSize(3);
    for (int i = 0; i < 3; i++) {
      attempt(attempts.get(i), "/status/503", 503, i);
    }
    assertThat(server.received("traceparent"))
        .doesNotHaveDuplicates()
        .allSatisfy(values -> assertThat(values).hasSize(1));
  }

  @Test
  void execute_retriesWithoutAnswer_areAttempts(Traces traces) throws IOException {
    CloseableHttpClient patient =
        HttpClients.custom()
            .setRetryStrategy(new DefaultHttpRequestRetryStrategy(1, TimeValue.ofMilliseconds(1)))
            .build();
    try (RudeServer rude = new RudeServer("")) {
      assertThatThrownBy(() -> patient.execute(new HttpGet(rude.url()), answer -> ""))
          .isInstanceOf(IOException.class);
    }

    List<Trace> attempts = traces.awaitTraces(2);
    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(0).span(0))
        .hasStatus(Status.ERROR)
        .doesNotHaveAttribute("http.request.resend_count");
    assertThat(attempts.get(1).span(0))
        .hasStatus(Status.ERROR)
        .hasAttribute("http.request.resend_count", 1);
  }

  @Test
  void execute_relativeRequest_hasWholeUrl(Traces traces) throws IOException {
    HttpHost target = new HttpHost("http", "localhost", server.port());
    int status =
        client.execute(
            target,
            new BasicClassicHttpRequest("GET", "/relative?a=b"),
            answer -> answer.getCode());
    assertThat(status).isEqualTo(200);

    traces.awaitSpans(2);
    assertThat(traces.awaitTrace().span(0))
        .hasAttribute("url.full", server.url("/relative?a=b"))
        .hasAttribute("server.address", "localhost")
        .hasAttribute("server.port", server.port());
  }

  @Test
  void execute_throughProxy_hasUrlOfTheServer(Traces traces) throws IOException {
    CloseableHttpClient behind =
        HttpClients.custom().setProxy(new HttpHost("http", "localhost", server.port())).build();
    int status = behind.execute(new HttpGet("http://far.invalid/away"), answer -> answer.getCode());
    assertThat(status).isEqualTo(200);

    traces.awaitSpans(2);
    assertThat(traces.awaitTrace().span(0))
        .hasAttribute("url.full", "http://far.invalid/away")
        .hasAttribute("server.address", "far.invalid")
        .hasAttribute("server.port", 80);
  }

  @Test
  void execute_interceptorsAndContext_seeTheirOwnRequest(Traces traces) throws IOException {
    HttpRequestInterceptor looking =
        (request, entity, context) -> assertThat(request.getHeader("traceparent")).isNull();
    CloseableHttpClient watched =
        HttpClients.custom()
            .addRequestInterceptorFirst(looking)
            .addRequestInterceptorLast(looking)
            .build();
    HttpClientContext context = HttpClientContext.create();
    HttpGet request = new HttpGet(server.url("/seen"));
    request.setHeader("TraceParent", "mine");
    watched.execute(new HttpGet(server.url("/seen")), context, answer -> answer.getCode());
    assertThat(context.getRequest().getHeaders("traceparent")).isEmpty();
    client.execute(request, context, answer -> answer.getCode());
    assertThat(request.getHeaders("traceparent")).extracting("value").containsExactly("mine");
    assertThat(context.getRequest().getHeaders("traceparent"))
        .extracting("value")
        .containsExactly("mine");

    traces.awaitSpans(4);
    assertThat(server.received("traceparent"))
        .hasSize(2)
        .allSatisfy(values -> assertThat(values).hasSize(1).doesNotContain("mine"));
  }

  @Test
  void execute_callInsideInterceptor_isItsOwn(Traces traces) throws IOException {
    CloseableHttpClient minimal = HttpClients.createMinimal();
    ExecChainHandler calling =
        (request, scope, chain) -> {
          get(client, "/before");
          get(minimal, "/minimal");
          return chain.proceed(request, scope);
        };
    get(
        HttpClients.custom().addExecInterceptorBefore("REDIRECT", "calling", calling).build(),
        "/between");

    traces.awaitSpans(6);
    assertThat(traces.awaitTraces(3))
        .extracting(trace -> trace.span(0).attributes().get("url.full"))
        .containsExactly(server.url("/before"), server.url("/minimal"), server.url("/between"));
    assertThat(traces.spans())
        .allSatisfy(span -> assertThat(span).doesNotHaveAttribute("http.request.resend_count"));
  }

  @Test
  void execute_minimalClient_isOneAttempt(Traces traces) throws IOException {
    try (CloseableHttpClient minimal = HttpClients.createMinimal()) {
      assertThat(get(minimal, "/moved")).isEqualTo(302);
      assertThat(get(minimal, "/end")).isEqualTo(200);
    }

    traces.awaitSpans(4);
    List<Trace> calls = traces.awaitTraces(2);
    attempt(calls.get(0), "/moved", 302, 0);
    attempt(calls.get(1), "/end", 200, 0);
    assertThat(calls).allMatch(trace -> trace.spans().size() == 2);
  }

  @Test
  void execute_responseHandlerThrows_spanIsThatOfTheAnswer(Traces traces) {
    assertThatThrownBy(
            () ->
                client.execute(
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
        () -> client.execute(new HttpGet(server.url("/one")), answer -> get(client, "/two")));
    get(client, "/call");

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
  @SuppressWarnings("deprecation")
  void execute_bodyIsRead_afterTheSpan(Traces traces) throws Exception {
    String body = "0123456789abcdef".repeat(64 << 10);
    HttpPost request = new HttpPost(server.url("/echo"));
    request.setEntity(new StringEntity(body));
    try (CloseableHttpResponse response = client.execute(request)) {
      traces.awaitSpans(1);
      assertThat(EntityUtils.toString(response.getEntity()).equals(body)).isTrue();
    }

    traces.awaitSpans(2);
    attempt(traces.awaitTrace(), "/echo", 200, 0).hasName("POST");
  }

  @Test
  void execute_cancelledUnderWay_endsOnce(Traces traces) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.whenCalled(
        () -> {
          arrived.countDown();
          release.await();
        });
    HttpGet request = new HttpGet(server.url("/call"));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Integer> answer =
        thread.submit(() -> client.execute(request, response -> response.getCode()));
    arrived.await();
    request.cancel();
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
    PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    pool.setMaxTotal(1);
    CloseableHttpClient narrow = HttpClients.custom().setConnectionManager(pool).build();
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
    Future<Throwable> second =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              try {
                get(narrow, "/second");
                return null;
              } catch (Throwable thrown) {
                return thrown;
              }
            });
    assertThat(second.get()).isNotNull();
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
    HttpRequestInterceptor throwing =
        (request, entity, context) -> {
          throw new IllegalStateException("expected");
        };
    CloseableHttpClient failing =
        HttpClients.custom()
            .setConnectionManager(new BasicHttpClientConnectionManager())
            .addRequestInterceptorLast(throwing)
            .build();
    server.whenCalled(
        () -> {
          assertThatThrownBy(() -> get(failing, "/never"))
              .isInstanceOf(IllegalStateException.class);
          get(client, "/after");
        });
    assertThat(get(client, "/call")).isEqualTo(200);

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

  private static int get(CloseableHttpClient client, String path) throws IOException {
    return client.execute(
        new HttpGet(server.url(path)), HttpClientContext.create(), answer -> answer.getCode());
  }

  private static SpanAssert attempt(Trace trace, String path, int status, int count) {
    SpanAssert span =
        assertThat(trace.span(0))
            .hasKind(Kind.CLIENT)
            .hasNoParent()
            .hasAttribute("url.full", server.url(path))
            .hasAttribute("http.response.status_code", status);
    return count == 0
        ? span.doesNotHaveAttribute("http.request.resend_count")
        : span.hasAttribute("http.request.resend_count", count);
  }
}
