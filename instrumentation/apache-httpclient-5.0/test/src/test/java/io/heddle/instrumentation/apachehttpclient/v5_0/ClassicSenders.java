// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.testing.http.HttpClientContract.Answer;
import io.heddle.testing.http.HttpClientContract.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/** Requests as the clients that block have them. */
final class ClassicSenders {
  private ClassicSenders() {}

  static HttpUriRequestBase request(Request request) {
    HttpUriRequestBase made = new HttpUriRequestBase(request.method(), URI.create(request.url()));
    made.setConfig(config(request.timeout()));
    request.headers().forEach(made::setHeader);
    if (!request.body().isEmpty()) {
      made.setEntity(new StringEntity(request.body()));
    }
    return made;
  }

  static RequestConfig config(Duration timeout) {
    return RequestConfig.custom()
        .setResponseTimeout(Timeout.ofMilliseconds(timeout.toMillis()))
        .build();
  }

  /** As a response handler has it. */
  static Answer answer(ClassicHttpResponse response) throws IOException, ParseException {
    HttpEntity entity = response.getEntity();
    return new Answer(response.getCode(), entity == null ? "" : EntityUtils.toString(entity));
  }
}
