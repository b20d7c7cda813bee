// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.Arrays;

/** A GET by {@code HttpURLConnection} on a connection that is kept alive. */
final class UrlConnectionGet implements Operation {
  private final URL url;
  private final byte[] expected = GreetingServer.greeting();
  private final byte[] body = new byte[expected.length];

  UrlConnectionGet(String address) throws IOException {
    url = URI.create(address).toURL();
  }

  @Override
  public int spansToPrepare() {
    return 0;
  }

  @Override
  public void call(int number) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    try (InputStream in = connection.getInputStream()) {
      int length = in.readNBytes(body, 0, body.length);
      if (connection.getResponseCode() != 200
          || length != expected.length
          || in.read() != -1
          || !Arrays.equals(body, expected)) {
        throw new IllegalStateException("wrong answer to request " + number);
      }
    }
  }

  @Override
  public void close() {}
}
