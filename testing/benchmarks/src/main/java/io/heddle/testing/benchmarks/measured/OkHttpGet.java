// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import java.io.IOException;
import java.util.Arrays;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A GET by OkHttp on a connection that is kept alive. */
final class OkHttpGet implements Operation {
  private final OkHttpClient client = new OkHttpClient();
  private final byte[] expected = GreetingServer.greeting();
  private final Request request;

  OkHttpGet(String address) {
    request = new Request.Builder().url(address).build();
  }

  @Override
  public int spansToPrepare() {
    return 0;
  }

  @Override
  public void call(int number) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      if (response.code() != 200 || !Arrays.equals(response.body().bytes(), expected)) {
        throw new IllegalStateException("wrong answer to request " + number);
      }
    }
  }

  @Override
  public void close() {}
}
