// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;

@UnderAgent
class HttpUrlConnectionContractTest extends HttpClientContract {
  @Override
  protected String name() {
    return "http-url-connection";
  }

  @Override
  protected boolean hopsAreSpans() {
    return false;
  }

  @Override
  protected Set<String> refusedMethods() {
    return Set.of("PATCH", "PURGE");
  }

  @Override
  protected Answer send(Request request) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(request.url()).toURL().openConnection();
    connection.setRequestMethod(request.method());
    connection.setReadTimeout((int) request.timeout().toMillis());
    request.headers().forEach(connection::setRequestProperty);
    if (!request.body().isEmpty()) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(request.body().getBytes(StandardCharsets.US_ASCII));
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }
}
