// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import io.heddle.testing.http.HttpClientContract.Answer;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Requests as OkHttp has them. */
final class Senders {
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private Senders() {}

  static OkHttpClient client(OkHttpClient client, long timeoutMillis) {
    return client.newBuilder().readTimeout(timeoutMillis, TimeUnit.MILLISECONDS).build();
  }

  // The order of arguments that version 3 has.
  @SuppressWarnings("deprecation")
  static Request request(io.heddle.testing.http.HttpClientContract.Request request) {
    RequestBody body =
        WITH_BODY.contains(request.method()) ? RequestBody.create(null, request.body()) : null;
    Request.Builder builder = new Request.Builder().url(request.url());
    request.headers().forEach(builder::header);
    return builder.method(request.method(), body).build();
  }

  static Answer answer(Response response) throws IOException {
    try (response) {
      return new Answer(response.code(), response.body().string());
    }
  }
}
