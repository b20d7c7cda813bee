// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import java.io.IOException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

@UnderAgent
class ClassicTest extends HttpClientContract {
  /** Another attempt for each 429 and 503 is a test of its own. */
  private final CloseableHttpClient client =
      HttpClients.custom().setConnectionManager(pool()).disableAutomaticRetries().build();

  private static PoolingHttpClientConnectionManager pool() {
    PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    pool.setDefaultMaxPerRoute(100);
    pool.setMaxTotal(100);
    return pool;
  }

  @Override
  protected String name() {
    return "apache-httpclient";
  }

  @Override
  protected Answer send(Request request) throws IOException {
    return client.execute(ClassicSenders.request(request), ClassicSenders::answer);
  }
}
