// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An OTLP receiver for traces, metrics and logs on random ports of the loopback interface.
 *
 * <p>http/protobuf is served at once, gRPC from the first call of {@link #grpcEndpoint} on (it
 * needs io.grpc:grpc-netty-shaded on the class path). gzip is accepted. Spans and metrics are
 * stored, log records are counted. Thread safe.
 */
public final class OtlpReceiver implements TelemetrySource, AutoCloseable {
  private static final int MAX_REQUESTS = 10_000;

  private final TelemetryStore store = new TelemetryStore();
  private final Deque<RequestRecord> requests = new ArrayDeque<>();
  private final Deque<Answer> nextAnswers = new ArrayDeque<>();
  private final AtomicInteger requestCount = new AtomicInteger();
  private final AtomicInteger logRecords = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService executor;
  private final HttpServer http;
  private final Consumer<List<SpanRecord>> spanTaker;
  private Answer answer = Answer.ok();
  private @Nullable AutoCloseable grpc;
  private int grpcPort;

  private OtlpReceiver(HttpServer http, @Nullable Consumer<List<SpanRecord>> taker) {
    this.http = http;
    spanTaker = taker == null ? store::addSpans : taker;
    this.executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "otlp-receiver");
              thread.setDaemon(true);
              return thread;
            });
    http.setExecutor(executor);
    http.createContext("/", this::serve);
    http.start();
  }

  /**
   * Starts a receiver.
   *
   * @throws UncheckedIOException if no port can be had
   */
  public static OtlpReceiver start() {
    return start(null);
  }

  /**
   * Starts a receiver that keeps no spans, for more than fit into memory.
   *
   * @param taker gets the spans of each request before it is answered, on several threads
   * @throws UncheckedIOException if no port can be had
   */
  public static OtlpReceiver startTaking(Consumer<List<SpanRecord>> taker) {
    return start(taker);
  }

  private static OtlpReceiver start(@Nullable Consumer<List<SpanRecord>> taker) {
    try {
      return new OtlpReceiver(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), taker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Base URL for http/protobuf, as OTEL_EXPORTER_OTLP_ENDPOINT takes it. */
  public String httpEndpoint() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** URL for gRPC, as OTEL_EXPORTER_OTLP_ENDPOINT takes it. */
  public synchronized String grpcEndpoint() {
    if (grpc == null) {
      OtlpGrpcServer server = OtlpGrpcServer.start(this);
      grpc = server;
      grpcPort = server.port();
    }
    return "http://127.0.0.1:" + grpcPort;
  }

  /** Sets the answer to every request that {@link #answerNext} does not cover. */
  public synchronized OtlpReceiver answer(Answer answer) {
    this.answer = answer;
    return this;
  }

  /** Sets the answers to the next requests, one each. */
  public synchronized OtlpReceiver answerNext(Answer... answers) {
    nextAnswers.addAll(List.of(answers));
    return this;
  }

  /** The waiting view on what has arrived here. */
  public Traces traces() {
    return new Traces(this);
  }

  /** Spans stored so far, in order of arrival. */
  public List<SpanRecord> spans() {
    return store.snapshot().spans();
  }

  /** Metrics stored so far, in order of arrival. */
  public List<MetricRecord> metrics() {
    return store.snapshot().metrics();
  }

  /** Number of log records accepted so far. */
  public int logRecords() {
    return logRecords.get();
  }

  /** Number of spans and metrics that were not kept because there were too many. */
  public long dropped() {
    return store.dropped();
  }

  /** Number of requests so far, whatever they were answered; {@link #clear} does not reset it. */
  public int requestCount() {
    return requestCount.get();
  }

  /** The requests so far, the last {@value #MAX_REQUESTS} of them. */
  public synchronized List<RequestRecord> requests() {
    return new ArrayList<>(requests);
  }

  @Override
  public Snapshot await(long version, Duration timeout) {
    return store.await(version, timeout);
  }

  @Override
  public void clear() {
    store.clear();
  }

  @Override
  public String output() {
    return "";
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    executor.shutdownNow();
    AutoCloseable server;
    synchronized (this) {
      server = grpc;
    }
    if (server != null) {
      try {
        server.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Records a request and decides its answer; what was accepted is stored before this returns. */
  Answer receive(
      Signal signal, String protocol, Map<String, String> headers, int wireBytes, byte[] message) {
    Answer given = take(signal, protocol, headers, wireBytes, message.length);
    if (!given.accepts()) {
      return given;
    }
    try {
      switch (signal) {
        case TRACES -> spanTaker.accept(OtlpDecoder.spans(message));
        case METRICS -> store.addMetrics(OtlpDecoder.metrics(message));
        case LOGS -> logRecords.addAndGet(OtlpDecoder.countLogs(message));
      }
      return given;
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return Answer.status(400);
    }
  }

  /** Blocks until this receiver is closed. */
  void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Answer take(
      Signal signal, String protocol, Map<String, String> headers, int wireBytes, int bytes) {
    Answer next = nextAnswers.poll();
    Answer given = next == null ? answer : next;
    requestCount.incrementAndGet();
    requests.add(new RequestRecord(signal, protocol, headers, wireBytes, bytes, given));
    if (requests.size() > MAX_REQUESTS) {
      requests.remove();
    }
    return given;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Signal signal = Signal.ofPath(exchange.getRequestURI().getPath());
      Map<String, String> headers = headers(exchange);
      if (signal == null || !exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!"application/x-protobuf".equals(headers.get("content-type"))) {
        exchange.sendResponseHeaders(415, -1);
      } else {
        byte[] message = "gzip".equals(headers.get("content-encoding")) ? unzip(body) : body;
        respond(exchange, signal, receive(signal, "http/protobuf", headers, body.length, message));
      }
    }
  }

  private void respond(HttpExchange exchange, Signal signal, Answer given) throws IOException {
    if (given.kind() == Answer.Kind.NEVER) {
      awaitClose();
      return;
    }
    byte[] body = OtlpResponses.body(signal, given);
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    if (!given.retryAfter().isZero()) {
      exchange.getResponseHeaders().set("Retry-After", "" + given.retryAfter().toSeconds());
    }
    exchange.sendResponseHeaders(given.httpStatus(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return Collections.unmodifiableMap(headers);
  }

  private static byte[] unzip(byte[] body) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }
}
