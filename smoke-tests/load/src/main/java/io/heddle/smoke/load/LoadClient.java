// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Sends the requests {@code /n/0}, {@code /n/1} and so on, each once, by five ways in turn, from
 * {@value #THREADS} threads.
 */
public final class LoadClient {
  private static final int THREADS = 200;

  private final String address;
  private final int requests;
  private final AtomicInteger next = new AtomicInteger();
  private final HttpClient jdk = HttpClient.newHttpClient();
  private final OkHttpClient okHttp =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(THREADS, 1, TimeUnit.MINUTES))
          .build();
  private final CloseableHttpClient apache =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnTotal(THREADS)
                  .setMaxConnPerRoute(THREADS)
                  .build())
          .build();

  private LoadClient(String address, int requests) {
    this.address = address;
    this.requests = requests;
  }

  /**
   * @param args address of the server, number of requests
   */
  public static void main(String[] args) throws Exception {
    LoadClient client = new LoadClient(args[0] + "/n/", Integer.parseInt(args[1]));
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Callable<Void>> workers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      workers.add(client::work);
    }
    for (Future<Void> worker : pool.invokeAll(workers)) {
      worker.get();
    }
    System.out.println("DONE");
    System.exit(0);
  }

  private Void work() throws Exception {
    for (int number = next.getAndIncrement(); number < requests; number = next.getAndIncrement()) {
      String answer = send(number);
      if (!answer.equals(Integer.toString(number))) {
        throw new IllegalStateException(number + " is answered with " + answer);
      }
    }
    return null;
  }

  private String send(int number) throws Exception {
    String url = address + number;
    return switch (number % 5) {
      case 0 -> connection(url);
      case 1 -> jdk.send(request(url), BodyHandlers.ofString()).body();
      case 2 ->
          jdk.sendAsync(request(url), BodyHandlers.ofString()).thenApply(HttpResponse::body).get();
      case 3 -> okHttp(url);
      default ->
          apache.execute(new HttpGet(url), response -> EntityUtils.toString(response.getEntity()));
    };
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).build();
  }

  private String okHttp(String url) throws IOException {
    try (Response response = okHttp.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    }
  }

  private static String connection(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
