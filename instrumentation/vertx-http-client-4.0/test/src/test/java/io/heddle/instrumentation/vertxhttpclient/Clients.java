// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.concurrent.ExecutionException;

/** What 4 and 5 have in common but for the types in its signature. */
final class Clients {
  private Clients() {}

  static HttpClient client(Vertx vertx) {
    return client(vertx, new HttpClientOptions());
  }

  /** 5 gives a subtype. */
  static HttpClient client(Vertx vertx, HttpClientOptions options) {
    try {
      return (HttpClient)
          Vertx.class.getMethod("createHttpClient", HttpClientOptions.class).invoke(vertx, options);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
