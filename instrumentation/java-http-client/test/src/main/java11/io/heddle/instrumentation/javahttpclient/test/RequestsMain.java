// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A program for Java 11 and later: a GET by {@code send}, one by {@code sendAsync}, a redirect. */
public final class RequestsMain {
  private RequestsMain() {}

  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", RequestsMain::answer);
    server.start();
    String address = "http://localhost:" + server.getAddress().getPort();
    HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

    HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/found")).build();
    HttpResponse<Void> sent = client.send(request, BodyHandlers.discarding());
    boolean same = sent.request().equals(request);
    System.out.println("send " + sent.statusCode() + " " + seen(sent) + " " + same);
    HttpResponse<Void> async = client.sendAsync(request, BodyHandlers.discarding()).get();
    System.out.println("sendAsync " + async.statusCode() + " " + seen(async));
    HttpRequest moved = HttpRequest.newBuilder(URI.create(address + "/moved")).build();
    HttpResponse<Void> redirected = client.send(moved, BodyHandlers.discarding());
    System.out.println("redirected " + redirected.statusCode() + " " + seen(redirected));
    server.stop(0);
  }

  private static String seen(HttpResponse<?> response) {
    return response.headers().firstValue("Seen").orElse("?");
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String parent = exchange.getRequestHeaders().getFirst("traceparent");
    exchange.getResponseHeaders().set("Seen", parent == null ? "nothing" : "trace");
    if (exchange.getRequestURI().getPath().equals("/moved")) {
      exchange.getResponseHeaders().set("Location", "/found");
      exchange.sendResponseHeaders(302, -1);
    } else {
      exchange.sendResponseHeaders(200, -1);
    }
    exchange.close();
  }
}
