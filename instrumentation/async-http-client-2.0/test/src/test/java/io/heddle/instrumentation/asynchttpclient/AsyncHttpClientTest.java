// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.asynchttpclient;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@UnderAgent
class AsyncHttpClientTest extends HttpClientContract {
  private static AsyncHttpClient client;

  @BeforeAll
  static void start() {
    client =
        new DefaultAsyncHttpClient(
            new DefaultAsyncHttpClientConfig.Builder()
                .setFollowRedirect(true)
                .setMaxRequestRetry(0)
                .build());
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
  }

  @Override
  protected String name() {
    return "async-http-client";
  }

  @Override
  protected Class<? extends Exception> whenNotInTime() {
    return TimeoutException.class;
  }

  @Override
  protected Answer send(Request request) throws Exception {
    try {
      Response response = client.executeRequest(Requests.of(request)).get();
      return new Answer(response.getStatusCode(), response.getResponseBody());
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
