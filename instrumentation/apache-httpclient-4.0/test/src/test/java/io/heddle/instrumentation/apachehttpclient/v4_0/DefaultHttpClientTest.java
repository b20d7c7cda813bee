// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import java.io.IOException;
import org.apache.http.client.HttpClient;

@UnderAgent
class DefaultHttpClientTest extends HttpClientContract {
  private final HttpClient client = DefaultClients.create(100);

  @Override
  protected String name() {
    return "apache-httpclient";
  }

  @Override
  protected Answer send(Request request) throws IOException {
    return Senders.answer(client.execute(Senders.request(request)));
  }
}
