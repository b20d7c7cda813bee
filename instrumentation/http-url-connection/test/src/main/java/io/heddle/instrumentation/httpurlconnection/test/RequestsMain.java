// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** A program for any Java version: a GET, a POST and a GET of what is not there. */
public final class RequestsMain {
  private RequestsMain() {}

  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", new Handler());
    server.start();
    String address = "http://localhost:" + server.getAddress().getPort();

    HttpURLConnection get = open(address + "/found");
    System.out.println("GET " + get.getResponseCode() + " " + get.getHeaderField("Seen"));
    HttpURLConnection post = open(address + "/found");
    post.setDoOutput(true);
    try (OutputStream out = post.getOutputStream()) {
      out.write(1);
    }
    System.out.println("POST " + post.getResponseCode());
    HttpURLConnection missing = open(address + "/missing");
    try {
      missing.getInputStream().close();
    } catch (FileNotFoundException e) {
      System.out.println("missing " + missing.getResponseCode());
    }
    server.stop(0);
  }

  private static HttpURLConnection open(String url) throws IOException {
    return (HttpURLConnection) new URL(url).openConnection();
  }

  /** Tells by a header whether it saw a trace. */
  private static final class Handler implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) throws IOException {
      InputStream in = exchange.getRequestBody();
      while (in.read() >= 0) {}
      @Nullable String parent = exchange.getRequestHeaders().getFirst("traceparent");
      exchange.getResponseHeaders().set("Seen", parent == null ? "nothing" : "a trace");
      boolean found = exchange.getRequestURI().getPath().equals("/found");
      exchange.sendResponseHeaders(found ? 200 : 404, -1);
      exchange.close();
    }
  }
}
