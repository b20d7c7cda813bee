// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * An OTLP receiver (http/protobuf, loopback address) that counts spans and keeps nothing.
 *
 * <p>As a program it prints {@code PORT n} and ends with its standard input. {@code GET /counts}
 * answers {@code spans=.. client=.. client_roots=.. server=.. server_roots=..} and sets the counts
 * back to 0: all spans, those of kind CLIENT and SERVER, and those of them without a parent.
 * Metrics and logs are accepted and thrown away.
 */
public final class SpanSink implements AutoCloseable {
  private final HttpServer http;
  private long spans;
  private long client;
  private long clientRoots;
  private long server;
  private long serverRoots;

  /** Starts a receiver on a free port. */
  public SpanSink() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/v1/", SpanSink::discard);
    http.createContext("/v1/traces", this::count);
    http.createContext("/counts", this::tell);
    http.start();
  }

  public static void main(String[] args) throws IOException {
    try (SpanSink sink = new SpanSink()) {
      System.out.println("PORT " + sink.port());
      while (System.in.read() >= 0) {}
    }
  }

  /** Returns the port that it listens on. */
  public int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void count(HttpExchange exchange) throws IOException {
    try (InputStream body = body(exchange)) {
      add(ExportTraceServiceRequest.parseFrom(body));
    }
    answer(exchange, new byte[0]);
  }

  private synchronized void add(ExportTraceServiceRequest request) {
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        spans += scope.getSpansCount();
        for (Span span : scope.getSpansList()) {
          if (span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT) {
            client++;
            clientRoots += span.getParentSpanId().isEmpty() ? 1 : 0;
          } else if (span.getKind() == Span.SpanKind.SPAN_KIND_SERVER) {
            server++;
            serverRoots += span.getParentSpanId().isEmpty() ? 1 : 0;
          }
        }
      }
    }
  }

  private synchronized void tell(HttpExchange exchange) throws IOException {
    String counts =
        "spans="
            + spans
            + " client="
            + client
            + " client_roots="
            + clientRoots
            + " server="
            + server
            + " server_roots="
            + serverRoots;
    spans = 0;
    client = 0;
    clientRoots = 0;
    server = 0;
    serverRoots = 0;
    answer(exchange, counts.getBytes(StandardCharsets.US_ASCII));
  }

  private static void discard(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    answer(exchange, new byte[0]);
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream body = exchange.getRequestBody();
    return compressed ? new GZIPInputStream(body) : body;
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
