// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v9_2;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.api.ContentResponse;
import org.eclipse.jetty.client.util.FutureResponseListener;
import org.eclipse.jetty.client.util.StringContentProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@UnderAgent
@SuppressWarnings("deprecation") // what was there in 9.2
class JettyClientTest extends HttpClientContract {
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    client = new HttpClient();
    client.setRequestBufferSize(1 << 17);
    client.setMaxConnectionsPerDestination(100);
    client.start();
  }

  @AfterAll
  static void stop() throws Exception {
    client.stop();
  }

  @Override
  protected String name() {
    return "jetty-httpclient";
  }

  /** An {@code UnresolvedAddressException} until 9.2. */
  @Override
  protected Class<? extends Exception> whenHostIsUnknown() {
    return Exception.class;
  }

  @Override
  protected Class<? extends Exception> whenNotInTime() {
    return TimeoutException.class;
  }

  @Override
  protected Answer send(Request request) throws Exception {
    org.eclipse.jetty.client.api.Request made =
        client
            .newRequest(request.url())
            .method(request.method())
            .timeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
    request.headers().forEach(made::header);
    if (!request.body().isEmpty()) {
      made.content(new StringContentProvider(request.body()));
    }
    FutureResponseListener answer = new FutureResponseListener(made, 1 << 21);
    made.send(answer);
    try {
      ContentResponse response = answer.get();
      return new Answer(response.getStatus(), response.getContentAsString());
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
