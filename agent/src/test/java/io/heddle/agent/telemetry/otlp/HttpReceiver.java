// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An OTLP receiver on the JDK's HTTP server that answers as told and keeps what it got. */
final class HttpReceiver implements AutoCloseable {
  /** An answer to one request. */
  static final class Answer {
    final int status;
    final String type;
    final byte[] body;
    final String header;
    final String value;

    Answer(int status, String type, byte[] body, String header, String value) {
      this.status = status;
      this.type = type;
      this.body = body;
      this.header = header;
      this.value = value;
    }

    static Answer of(int status, String text) {
      return new Answer(status, "text/plain", text.getBytes(), null, null);
    }

    static Answer proto(int status, byte[] body) {
      return new Answer(status, "application/x-protobuf", body, null, null);
    }

    Answer with(String name, String headerValue) {
      return new Answer(status, type, body, name, headerValue);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  final List<byte[]> bodies = Collections.synchronizedList(new ArrayList<>());
  final List<Headers> headers = Collections.synchronizedList(new ArrayList<>());
  final List<String> paths = Collections.synchronizedList(new ArrayList<>());
  final List<InetSocketAddress> clients = Collections.synchronizedList(new ArrayList<>());
  final List<Long> times = Collections.synchronizedList(new ArrayList<>());

  HttpReceiver() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  HttpReceiver(SSLContext context, boolean clientMustShowItself) throws IOException {
    this(https(context, clientMustShowItself));
  }

  private HttpReceiver(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer https(SSLContext context, boolean needClient) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(needClient);
            parameters.setSSLParameters(ssl);
          }
        });
    return server;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      times.add(System.nanoTime());
      paths.add(exchange.getRequestURI().toString());
      clients.add(exchange.getRemoteAddress());
      headers.add(exchange.getRequestHeaders());
      bodies.add(exchange.getRequestBody().readAllBytes());
      Answer answer = answers.poll();
      if (answer == null) {
        answer = Answer.proto(200, new byte[0]);
      }
      exchange.getResponseHeaders().set("Content-Type", answer.type);
      if (answer.header != null) {
        exchange.getResponseHeaders().set(answer.header, answer.value);
      }
      exchange.sendResponseHeaders(
          answer.status, answer.body.length == 0 ? -1 : answer.body.length);
      exchange.getResponseBody().write(answer.body);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String scheme, String host) {
    return scheme + "://" + host + ":" + port() + "/v1/traces";
  }

  OtlpEndpoint.Builder endpoint() {
    return OtlpEndpoint.at(url("http", "localhost"), OtlpEndpoint.Protocol.HTTP_PROTOBUF);
  }

  ExportTraceServiceRequest request(int index) throws IOException {
    return ExportTraceServiceRequest.parseFrom(bodies.get(index));
  }

  ExportTraceServiceRequest unzipped(int index) throws IOException {
    return ExportTraceServiceRequest.parseFrom(
        new GZIPInputStream(new ByteArrayInputStream(bodies.get(index))));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
