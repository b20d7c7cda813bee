// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import io.heddle.testing.http.HttpTestServer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract once more, by the client that does not block, and what only that can do. */
@UnderAgent
class AsyncTest extends HttpClientContract {
  private CloseableHttpAsyncClient client = started(builder().disableAutomaticRetries());

  private static HttpAsyncClientBuilder builder() {
    return HttpAsyncClients.custom()
        .setConnectionManager(
            PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(100)
                .setMaxConnTotal(100)
                .build());
  }

  private static CloseableHttpAsyncClient started(HttpAsyncClientBuilder builder) {
    CloseableHttpAsyncClient started = builder.build();
    started.start();
    return started;
  }

  /** In place of the one that there is. */
  private void use(HttpAsyncClientBuilder builder) {
    client.close(CloseMode.IMMEDIATE);
    client = started(builder);
  }

  @AfterEach
  void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  @Override
  protected String name() {
    return "apache-httpclient";
  }

  @Override
  protected Answer send(Request request) throws Exception {
    return AsyncSenders.answer(client.execute(AsyncSenders.request(request), null));
  }

  @Test
  void execute_callback_runsInTheContextOfTheCaller(Traces traces) throws Exception {
    server.whenCalled(() -> execute("/one", () -> execute("/two", () -> {})).future.get());
    get("/call");

    Trace trace = trace(traces, 6);
    SpanRecord handler =
        trace.spans().stream().filter(span -> span.kind() == Kind.SERVER).findFirst().orElseThrow();
    assertThat(trace.spans())
        .filteredOn(span -> span.parentSpanId().equals(handler.spanId()))
        .extracting(span -> span.attributes().get("url.full"))
        .containsExactlyInAnyOrder(server.url("/one"), server.url("/two"));
  }

  @Test
  void execute_failedCallback_runsInTheContextOfTheCaller(Traces traces) throws Exception {
    server.whenCalled(
        () -> {
          Answered answered = new Answered(() -> execute("/two", () -> {}));
          client.execute(AsyncSenders.request(Request.get("http://127.0.0.1:1/x")), answered);
          assertThatThrownBy(answered.future::get).isInstanceOf(ExecutionException.class);
        });
    get("/call");

    Trace trace = trace(traces, 5);
    SpanRecord handler =
        trace.spans().stream().filter(span -> span.kind() == Kind.SERVER).findFirst().orElseThrow();
    assertThat(trace.spans())
        .filteredOn(span -> span.parentSpanId().equals(handler.spanId()))
        .extracting(span -> span.attributes().get("url.full"))
        .containsExactlyInAnyOrder("http://127.0.0.1:1/x", server.url("/two"));
  }

  @Test
  void execute_authenticates_isAnotherAttempt(Traces traces) throws Exception {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope("localhost", server.port()),
        new UsernamePasswordCredentials("x", "y".toCharArray()));
    use(builder().setDefaultCredentialsProvider(credentials));
    assertThat(get("/protected").status()).isEqualTo(200);

    traces.awaitSpans(4);
    List<Trace> attempts = traces.awaitTraces(2);
    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(0).span(0))
        .hasAttribute("http.response.status_code", 401)
        .doesNotHaveAttribute("http.request.resend_count");
    assertThat(attempts.get(1).span(0))
        .hasAttribute("http.response.status_code", 200)
        .hasAttribute("http.request.resend_count", 1);
  }

  @Test
  void execute_retries_areAttemptsOfTheCaller(Traces traces) throws Exception {
    use(
        builder()
            .setRetryStrategy(new DefaultHttpRequestRetryStrategy(2, TimeValue.ofMilliseconds(1))));
    server.whenCalled(() -> get("/status/503"));
    assertThat(get("/call").status()).isEqualTo(200);

    Trace trace = trace(traces, 8);
    SpanRecord handler =
        trace.spans().stream().filter(span -> span.kind() == Kind.SERVER).findFirst().orElseThrow();
    assertThat(trace.spans())
        .filteredOn(
            span ->
                span.kind() == Kind.CLIENT
                    && span.attributes().get("http.response.status_code").equals(503L))
        .hasSize(3)
        .allSatisfy(span -> assertThat(span).isChildOf(handler))
        .extracting(span -> span.attributes().get("http.request.resend_count"))
        .containsExactlyInAnyOrder(null, 1L, 2L);
  }

  @Test
  void execute_cancelledUnderWay_isNoError(Traces traces) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.whenCalled(
        () -> {
          arrived.countDown();
          release.await();
        });
    Future<?> answer = client.execute(AsyncSenders.request(Request.get(server.url("/call"))), null);
    arrived.await();
    assertThat(answer.cancel(true)).isTrue();
    assertThatThrownBy(answer::get).isInstanceOf(CancellationException.class);
    release.countDown();

    assertThat(traces.awaitSpans(2))
        .filteredOn(span -> span.kind() == Kind.CLIENT)
        .hasSize(1)
        .allSatisfy(span -> assertThat(span).hasStatus(Status.UNSET).hasNoEvents());
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void execute_callbackThrows_spanIsThatOfTheAnswer(Traces traces) throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    execute(
        "/fine",
        () -> {
          called.countDown();
          throw new IllegalStateException("expected");
        });
    called.await();

    answered(first(traces), "GET", "/fine", 200);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void execute_relativeRequest_hasWholeUrl(Traces traces) throws Exception {
    HttpHost target = new HttpHost("http", "localhost", server.port());
    Future<SimpleHttpResponse> future =
        client.execute(
            target,
            SimpleRequestProducer.create(new SimpleHttpRequest("GET", target, "/relative?a=b")),
            SimpleResponseConsumer.create(),
            null,
            null,
            null);
    assertThat(AsyncSenders.answer(future).status()).isEqualTo(200);

    answered(first(traces), "GET", "/relative?a=b", 200);
  }

  @Test
  void execute_interceptorsAndContext_seeTheirOwnRequest(Traces traces) throws Exception {
    HttpRequestInterceptor looking =
        (request, entity, context) ->
            assertThat(request.getHeaders("traceparent"))
                .extracting("value")
                .containsExactly("mine");
    use(builder().addRequestInterceptorFirst(looking).addRequestInterceptorLast(looking));
    HttpClientContext context = HttpClientContext.create();
    SimpleHttpRequest request = AsyncSenders.request(Request.get(server.url("/seen")));
    request.setHeader("TraceParent", "mine");
    assertThat(AsyncSenders.answer(client.execute(request, context, null)).status()).isEqualTo(200);

    for (HttpRequest seen : List.of(request, context.getRequest())) {
      assertThat(seen.getHeaders("traceparent")).extracting("value").containsExactly("mine");
    }
    assertThat(server.received("traceparent")).hasSize(1);
    assertThat(server.received("traceparent").get(0)).hasSize(1).doesNotContain("mine");
    answered(first(traces), "GET", "/seen", 200);
  }

  private Answered execute(String path, HttpTestServer.Action then) {
    Answered answered = new Answered(then);
    client.execute(AsyncSenders.request(Request.get(server.url(path))), answered);
    return answered;
  }

  private static final class Answered implements FutureCallback<SimpleHttpResponse> {
    final CompletableFuture<Integer> future = new CompletableFuture<>();
    private final HttpTestServer.Action then;

    Answered(HttpTestServer.Action then) {
      this.then = then;
    }

    @Override
    public void completed(SimpleHttpResponse response) {
      run();
      future.complete(response.getCode());
    }

    @Override
    public void failed(Exception failure) {
      run();
      future.completeExceptionally(failure);
    }

    @Override
    public void cancelled() {
      future.cancel(true);
    }

    private void run() {
      try {
        then.run();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
