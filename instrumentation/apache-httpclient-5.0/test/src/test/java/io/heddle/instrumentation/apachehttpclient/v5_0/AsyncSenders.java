// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.testing.http.HttpClientContract.Answer;
import io.heddle.testing.http.HttpClientContract.Request;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.core5.http.ContentType;

/** Requests as the clients that do not block have them. */
final class AsyncSenders {
  private AsyncSenders() {}

  static SimpleHttpRequest request(Request request) {
    SimpleHttpRequest made = new SimpleHttpRequest(request.method(), URI.create(request.url()));
    made.setConfig(ClassicSenders.config(request.timeout()));
    request.headers().forEach(made::setHeader);
    if (!request.body().isEmpty()) {
      made.setBody(request.body(), ContentType.TEXT_PLAIN);
    }
    return made;
  }

  static Answer answer(Future<SimpleHttpResponse> future) throws Exception {
    try {
      SimpleHttpResponse response = future.get();
      String body = response.getBodyText();
      return new Answer(response.getCode(), body == null ? "" : body);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
