// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** A GET by Apache HttpClient 5 on a connection that is kept alive. */
final class ApacheClientGet implements Operation {
  private final CloseableHttpClient client = HttpClients.createDefault();
  private final byte[] expected = GreetingServer.greeting();
  private final String address;

  ApacheClientGet(String address) {
    this.address = address;
  }

  @Override
  public int spansToPrepare() {
    return 0;
  }

  @Override
  public void call(int number) throws IOException {
    client.execute(
        new HttpGet(address),
        response -> {
          byte[] body = EntityUtils.toByteArray(response.getEntity());
          if (response.getCode() != 200 || !Arrays.equals(body, expected)) {
            throw new IllegalStateException("wrong answer to request " + number);
          }
          return null;
        });
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
