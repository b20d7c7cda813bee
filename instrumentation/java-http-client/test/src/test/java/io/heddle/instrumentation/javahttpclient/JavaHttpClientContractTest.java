// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;

@UnderAgent
class JavaHttpClientContractTest extends HttpClientContract {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.ALWAYS)
          .build();

  @Override
  protected String name() {
    return "java-http-client";
  }

  @Override
  protected Class<? extends Exception> whenHostIsUnknown() {
    return ConnectException.class;
  }

  @Override
  protected Class<? extends Exception> whenNotInTime() {
    return HttpTimeoutException.class;
  }

  /** {@code send} returns with the body. */
  @Override
  protected boolean endsBeforeBody() {
    return false;
  }

  /** The fifth redirect is given to the caller. */
  @Override
  protected boolean throwsOnEndlessRedirects() {
    return false;
  }

  @Override
  protected Answer send(Request request) throws Exception {
    BodyPublisher body =
        request.body().isEmpty()
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(request.body());
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(request.timeout())
            .method(request.method(), body);
    request.headers().forEach(builder::header);
    HttpResponse<String> response = client.send(builder.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }
}
