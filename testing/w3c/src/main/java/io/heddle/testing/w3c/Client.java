// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.w3c;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** An HTTP client of the JDK. Any thread may use it. */
public enum Client {
  URL_CONNECTION {
    @Override
    void post(URI url, String body) throws IOException {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      try (InputStream in = connection.getInputStream()) {
        in.readAllBytes();
      }
    }
  },

  JAVA_HTTP_CLIENT {
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    void post(URI url, String body) throws IOException, InterruptedException {
      client.send(
          HttpRequest.newBuilder(url)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  };

  /** Sends JSON and reads the answer to its end. */
  abstract void post(URI url, String body) throws IOException, InterruptedException;
}
