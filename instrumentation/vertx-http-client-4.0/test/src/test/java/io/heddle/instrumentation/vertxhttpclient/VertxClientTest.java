// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;

@UnderAgent
class VertxClientTest extends HttpClientContract {
  final Vertx vertx = Vertx.vertx();

  /** Each thread has its own: a client has five connections, and requests wait for others here. */
  final ThreadLocal<HttpClient> client = ThreadLocal.withInitial(() -> Clients.client(vertx));

  @AfterEach
  void close() {
    vertx.close();
  }

  @Override
  protected String name() {
    return "vertx-http-client";
  }

  @Override
  protected Class<? extends Exception> whenNotInTime() {
    return TimeoutException.class;
  }

  /** The last redirect is the response. */
  @Override
  protected boolean throwsOnEndlessRedirects() {
    return false;
  }

  @Override
  protected Answer send(Request request) throws Exception {
    RequestOptions options =
        new RequestOptions()
            .setAbsoluteURI(request.url())
            .setMethod(HttpMethod.valueOf(request.method()))
            .setFollowRedirects(true)
            .setTimeout(request.timeout().toMillis());
    request.headers().forEach(options::putHeader);
    try {
      return client
          .get()
          .request(options)
          .compose(
              sent ->
                  request.body().isEmpty() ? sent.send() : sent.send(Buffer.buffer(request.body())))
          .compose(
              response ->
                  response.body().map(body -> new Answer(response.statusCode(), body.toString())))
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
