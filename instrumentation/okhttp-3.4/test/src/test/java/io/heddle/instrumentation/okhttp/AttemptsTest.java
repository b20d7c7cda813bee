// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import io.heddle.testing.http.RudeServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import okhttp3.Cache;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call sends, and what the application's interceptors see of it. */
@UnderAgent
class AttemptsTest {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static HttpTestServer server;

  private final OkHttpClient client = new OkHttpClient();

  @BeforeAll
  static void start() throws IOException {
    server = new HttpTestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void execute_authenticates_isAnotherAttempt(Traces traces) throws IOException {
    OkHttpClient known =
        client
            .newBuilder()
            .authenticator(
                (route, response) ->
                    response.request().newBuilder().header("Authorization", "Basic eDp5").build())
            .build();
    assertThat(get(known, "/protected")).isEqualTo(200);

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
  void execute_interceptors_seeTheirOwnRequest(Traces traces) throws IOException {
    Interceptor looking =
        chain -> {
          assertThat(chain.request().header("traceparent")).isNull();
          Response response = chain.proceed(chain.request().newBuilder().header("A", "b").build());
          assertThat(response.request().header("traceparent")).isNull();
          return response;
        };
    server.clear();
    OkHttpClient watched =
        client.newBuilder().addInterceptor(looking).addNetworkInterceptor(looking).build();
    assertThat(get(watched, "/seen")).isEqualTo(200);
    assertThat(watched.networkInterceptors()).containsExactly(looking);
    assertThat(watched.interceptors()).containsExactly(looking);

    traces.awaitSpans(2);
    assertThat(traces.awaitTrace().spans()).hasSize(2);
    assertThat(server.received("traceparent").get(0)).hasSize(1);
  }

  @Test
  void execute_callInsideInterceptor_isItsOwn(Traces traces) throws IOException {
    Interceptor calling =
        chain -> {
          get(client, "/before");
          Response response = chain.proceed(chain.request());
          get(client, "/after");
          return response;
        };
    get(client.newBuilder().addInterceptor(calling).build(), "/between");

    assertThat(traces.awaitTraces(3))
        .extracting(trace -> trace.span(0).attributes().get("url.full"))
        .containsExactly(server.url("/before"), server.url("/between"), server.url("/after"));
    assertThat(traces.spans())
        .allSatisfy(span -> assertThat(span).doesNotHaveAttribute("http.request.resend_count"));
  }

  @Test
  void execute_answeredByCache_isNoSpan(Traces traces, @TempDir Path folder) throws IOException {
    String answer = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: 2\r\n\r\nok";
    try (RudeServer rude = new RudeServer(answer);
        Cache cache = new Cache(folder.toFile(), 1 << 20)) {
      OkHttpClient caching = client.newBuilder().cache(cache).build();
      for (int i = 0; i < 3; i++) {
        try (Response response = send(caching, rude.url())) {
          assertThat(response.body().string()).isEqualTo("ok");
        }
      }
    }

    assertThat(traces.awaitSpans(1)).extracting(SpanRecord::kind).containsExactly(Kind.CLIENT);
    traces.assertNoMoreSpans(SILENCE);
  }

  private static int get(OkHttpClient client, String path) throws IOException {
    try (Response response = send(client, server.url(path))) {
      return response.code();
    }
  }

  private static Response send(OkHttpClient client, String url) throws IOException {
    return client.newCall(new Request.Builder().url(url).build()).execute();
  }
}
