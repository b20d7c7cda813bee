// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v12_0;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.StringRequestContent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@UnderAgent
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

  @Override
  protected Class<? extends Exception> whenNotInTime() {
    return TimeoutException.class;
  }

  @Override
  protected Answer send(Request request) throws Exception {
    org.eclipse.jetty.client.Request made =
        client
            .newRequest(request.url())
            .method(request.method())
            .timeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
    made.headers(headers -> request.headers().forEach(headers::put));
    if (!request.body().isEmpty()) {
      made.body(new StringRequestContent(request.body()));
    }
    try {
      ContentResponse response = made.send();
      return new Answer(response.getStatus(), response.getContentAsString());
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
