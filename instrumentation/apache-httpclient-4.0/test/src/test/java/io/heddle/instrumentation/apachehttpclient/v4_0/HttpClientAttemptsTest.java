// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.util.List;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.HttpClient;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;
import org.apache.http.impl.client.HttpClients;
import org.junit.jupiter.api.Test;

/** By the clients of versions from 4.3. */
@UnderAgent
class HttpClientAttemptsTest extends AttemptsContract {
  private final HttpClient client = HttpClients.custom().setMaxConnPerRoute(10).build();

  @Override
  HttpClient client() {
    return client;
  }

  @Override
  HttpClient known() {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("x", "y"));
    return HttpClients.custom().setDefaultCredentialsProvider(credentials).build();
  }

  @Override
  HttpClient retrying(DefaultHttpRequestRetryHandler handler) {
    return HttpClients.custom().setRetryHandler(handler).build();
  }

  @Override
  HttpClient behind(HttpHost proxy) {
    return HttpClients.custom().setProxy(proxy).build();
  }

  @Override
  HttpClient with(HttpRequestInterceptor interceptor) {
    return HttpClients.custom().addInterceptorLast(interceptor).build();
  }

  @Override
  HttpClient narrow() {
    return HttpClients.custom().setMaxConnTotal(1).build();
  }

  @Test
  void execute_minimalClient_isOneAttempt(Traces traces) throws IOException {
    HttpClient minimal = HttpClients.createMinimal();
    assertThat(get(minimal, "/moved")).isEqualTo(302);
    assertThat(get(minimal, "/end")).isEqualTo(200);

    traces.awaitSpans(4);
    List<Trace> calls = traces.awaitTraces(2);
    attempt(calls.get(0), "/moved", 302, 0);
    attempt(calls.get(1), "/end", 200, 0);
    assertThat(calls).allMatch(trace -> trace.spans().size() == 2);
  }
}
