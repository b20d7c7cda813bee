// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpasyncclient;

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
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, and what only a client that does not block can do. */
@UnderAgent
class HttpAsyncClientTest extends HttpClientContract {
  private CloseableHttpAsyncClient client = started(builder());

  private static HttpAsyncClientBuilder builder() {
    return HttpAsyncClients.custom().setMaxConnPerRoute(100).setMaxConnTotal(100);
  }

  private static CloseableHttpAsyncClient started(HttpAsyncClientBuilder builder) {
    CloseableHttpAsyncClient started = builder.build();
    started.start();
    return started;
  }

  /** In place of the one that there is. */
  private void use(HttpAsyncClientBuilder builder) throws IOException {
    client.close();
    client = started(builder);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
  }

  @Override
  protected String name() {
    return "apache-httpasyncclient";
  }

  @Override
  protected Answer send(Request request) throws Exception {
    return answer(client.execute(made(request), null));
  }

  private static HttpUriRequest made(Request request) throws IOException {
    RequestBuilder made =
        RequestBuilder.create(request.method())
            .setUri(URI.create(request.url()))
            .setConfig(
                RequestConfig.custom()
                    .setSocketTimeout((int) request.timeout().toMillis())
                    .build());
    request.headers().forEach(made::setHeader);
    if (!request.body().isEmpty()) {
      made.setEntity(new StringEntity(request.body()));
    }
    return made.build();
  }

  private static Answer answer(Future<HttpResponse> future) throws Exception {
    try {
      HttpResponse response = future.get();
      HttpEntity entity = response.getEntity();
      String body = entity == null ? "" : EntityUtils.toString(entity);
      return new Answer(response.getStatusLine().getStatusCode(), body);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  @Test
  void execute_callback_runsInTheContextOfTheCaller(Traces traces) throws Exception {
    server.whenCalled(() -> execute(server.url("/one")).get());
    get("/call");

    siblings(trace(traces, 6), server.url("/one"), server.url("/two"));
  }

  @Test
  void execute_failedCallback_runsInTheContextOfTheCaller(Traces traces) throws Exception {
    server.whenCalled(
        () ->
            assertThatThrownBy(() -> execute("http://127.0.0.1:1/x").get())
                .isInstanceOf(ExecutionException.class));
    get("/call");

    siblings(trace(traces, 5), "http://127.0.0.1:1/x", server.url("/two"));
  }

  private static void siblings(Trace trace, String... urls) {
    SpanRecord handler =
        trace.spans().stream().filter(span -> span.kind() == Kind.SERVER).findFirst().orElseThrow();
    assertThat(trace.spans())
        .filteredOn(span -> span.parentSpanId().equals(handler.spanId()))
        .extracting(span -> span.attributes().get("url.full"))
        .containsExactlyInAnyOrder((Object[]) urls);
  }

  @Test
  void execute_authenticates_isAnotherAttempt(Traces traces) throws Exception {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("x", "y"));
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
  void execute_cancelledUnderWay_isNoError(Traces traces) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.whenCalled(
        () -> {
          arrived.countDown();
          release.await();
        });
    Future<?> answer = client.execute(new HttpGet(server.url("/call")), null);
    arrived.await();
    // What it returns differs between versions.
    answer.cancel(true);
    assertThat(answer.isDone()).isTrue();
    release.countDown();

    assertThat(traces.awaitSpans(2))
        .filteredOn(span -> span.kind() == Kind.CLIENT)
        .hasSize(1)
        .allSatisfy(span -> assertThat(span).hasStatus(Status.UNSET).hasNoEvents());
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void execute_relativeRequest_hasWholeUrl(Traces traces) throws Exception {
    HttpHost target = new HttpHost("localhost", server.port());
    HttpRequest request = new BasicHttpRequest("GET", "/relative?a=b");
    assertThat(answer(client.execute(target, request, null)).status()).isEqualTo(200);

    answered(first(traces), "GET", "/relative?a=b", 200);
  }

  @Test
  void execute_minimalClient_isOneAttempt(Traces traces) throws Exception {
    try (CloseableHttpAsyncClient minimal = HttpAsyncClients.createMinimal()) {
      minimal.start();
      HttpGet request = new HttpGet(server.url("/moved"));
      assertThat(answer(minimal.execute(request, null)).status()).isEqualTo(302);
    }

    answered(first(traces), "GET", "/moved", 302);
  }

  @Test
  void execute_interceptorsAndContext_seeTheirOwnRequest(Traces traces) throws Exception {
    HttpRequestInterceptor looking =
        (request, context) ->
            assertThat(request.getHeaders("traceparent"))
                .extracting("value")
                .containsExactly("mine");
    use(builder().addInterceptorFirst(looking).addInterceptorLast(looking));
    HttpClientContext context = HttpClientContext.create();
    HttpGet request = new HttpGet(server.url("/seen"));
    request.setHeader("TraceParent", "mine");
    assertThat(answer(client.execute(request, context, null)).status()).isEqualTo(200);

    for (HttpRequest seen : List.of(request, context.getRequest())) {
      assertThat(seen.getHeaders("traceparent")).extracting("value").containsExactly("mine");
    }
    assertThat(server.received("traceparent")).hasSize(1);
    assertThat(server.received("traceparent").get(0)).hasSize(1).doesNotContain("mine");
    answered(first(traces), "GET", "/seen", 200);
  }

  /** GETs that, and {@code /two} whatever became of it. */
  private Future<HttpResponse> execute(String url) {
    CompletableFuture<HttpResponse> future = new CompletableFuture<>();
    client.execute(
        new HttpGet(url),
        new FutureCallback<HttpResponse>() {
          @Override
          public void completed(HttpResponse response) {
            client.execute(new HttpGet(server.url("/two")), null);
            future.complete(response);
          }

          @Override
          public void failed(Exception failure) {
            client.execute(new HttpGet(server.url("/two")), null);
            future.completeExceptionally(failure);
          }

          @Override
          public void cancelled() {
            future.cancel(true);
          }
        });
    return future;
  }
}
