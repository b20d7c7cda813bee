// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A server in another process, started on this JVM's own Java, which ends when it is closed. */
final class Helper implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final String address;

  /** Starts a main class that prints {@code PORT n}. */
  Helper(String classPath, String mainClass) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    process =
        new ProcessBuilder(
                List.of(java, "-Dsun.net.httpserver.nodelay=true", "-cp", classPath, mainClass))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    if (line == null || !line.startsWith("PORT ")) {
      process.destroy();
      throw new IOException(mainClass + " did not start: " + line);
    }
    address = "http://127.0.0.1:" + line.substring("PORT ".length());
  }

  /** Returns {@code http://host:port}. */
  String address() {
    return address;
  }

  /** Returns the body of a GET. */
  String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
  }
}
