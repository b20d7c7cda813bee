// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import java.io.IOException;
import org.apache.http.client.HttpClient;
import org.apache.http.impl.client.HttpClients;

@UnderAgent
class HttpClientTest extends HttpClientContract {
  private final HttpClient client =
      HttpClients.custom().setMaxConnPerRoute(100).setMaxConnTotal(100).build();

  @Override
  protected String name() {
    return "apache-httpclient";
  }

  @Override
  protected Answer send(Request request) throws IOException {
    return client.execute(Senders.request(request), Senders::answer);
  }
}
