// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;

/** A synchronous HTTP/1.1 GET by {@code java.net.http} on a connection that is kept alive. */
final class HttpClientGet implements Operation {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final byte[] expected = GreetingServer.greeting();
  private final HttpRequest request;

  HttpClientGet(String address) {
    request = HttpRequest.newBuilder(URI.create(address)).build();
  }

  @Override
  public int spansToPrepare() {
    return 0;
  }

  @Override
  public void call(int number) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200 || !Arrays.equals(response.body(), expected)) {
      throw new IllegalStateException("wrong answer to request " + number);
    }
  }

  @Override
  public void close() {}
}
