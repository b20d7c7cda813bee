// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import java.io.IOException;
import okhttp3.OkHttpClient;

@UnderAgent
class OkHttpTest extends HttpClientContract {
  final OkHttpClient client = new OkHttpClient();

  @Override
  protected String name() {
    return "okhttp";
  }

  @Override
  protected Answer send(Request request) throws IOException {
    long timeout = request.timeout().toMillis();
    return Senders.answer(
        Senders.client(client, timeout).newCall(Senders.request(request)).execute());
  }
}
