// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.testing.http.HttpClientContract.Answer;
import io.heddle.testing.http.HttpClientContract.Request;
import java.io.IOException;
import java.net.URI;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.entity.StringEntity;
import org.apache.http.util.EntityUtils;

/** Requests as all versions have them. */
final class Senders {
  private Senders() {}

  // What has taken the place of parameters came with 4.3.
  @SuppressWarnings("deprecation")
  static HttpRequestBase request(Request request) throws IOException {
    HttpRequestBase made = request.body().isEmpty() ? new Plain(request) : new WithBody(request);
    made.setURI(URI.create(request.url()));
    made.getParams().setParameter("http.socket.timeout", (int) request.timeout().toMillis());
    request.headers().forEach(made::setHeader);
    return made;
  }

  static Answer answer(HttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    String body = entity == null ? "" : EntityUtils.toString(entity);
    return new Answer(response.getStatusLine().getStatusCode(), body);
  }

  private static final class Plain extends HttpRequestBase {
    private final String method;

    Plain(Request request) {
      method = request.method();
    }

    @Override
    public String getMethod() {
      return method;
    }
  }

  private static final class WithBody extends HttpEntityEnclosingRequestBase {
    private final String method;

    WithBody(Request request) throws IOException {
      method = request.method();
      setEntity(new StringEntity(request.body()));
    }

    @Override
    public String getMethod() {
      return method;
    }
  }
}
