// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.http;

import static io.heddle.testing.TraceAssert.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.HttpWire.Received;
import io.heddle.testing.MetricRecord;
import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every HTTP server does under the agent. A library's test extends this, with {@link
 * io.heddle.testing.UnderAgent}, says how to {@link #start} a server, and overrides what its
 * library does otherwise. Requests come over plain sockets, so the server's span is the first.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HttpServerContract {
  /** How long no span may come. */
  protected static final Duration SILENCE = Duration.ofMillis(300);

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String SAMPLED = "00-" + TRACE + "-" + PARENT + "-01";
  private static final int TOGETHER = 8;
  private static final int LARGE = 4 << 20;

  private @Nullable Server server;
  private volatile Handler handler = HttpServerContract::hello;

  /** What a handler of the library does with a request. */
  public interface Handler {
    void handle(Exchange exchange) throws Exception;
  }

  /** A request and its response, as a handler of the library has them. */
  public interface Exchange {
    /** The first value of a header of the request, or null. */
    @Nullable String header(String name);

    /** The body of the request. */
    InputStream body() throws IOException;

    /** Adds a line to the head of the response, before it is begun. */
    void addHeader(String name, String value);

    /**
     * Answers, and ends the exchange.
     *
     * @param body ASCII, or empty for none; not sent in answer to HEAD
     */
    void answer(int status, String body) throws IOException;

    /** Begins an answer of unknown length; closing the stream ends the exchange. */
    OutputStream begin(int status) throws IOException;

    /** Lets the handler return, and does the rest on a thread of the application. */
    void later(Handler rest) throws Exception;
  }

  /**
   * A server that runs on the loopback address.
   *
   * @param threads its own, which run handlers
   */
  public record Server(int port, Executor threads, AutoCloseable stop) {}

  /**
   * Starts a server that gives what is under {@code /in} to the handler and answers 404 to the
   * rest. It takes header lines of 100 KB.
   */
  protected abstract Server start(Handler all) throws Exception;

  /** Name of the instrumentation. */
  protected abstract String name();

  /** Route of all that is under {@code /in}, or null when the library knows of none. */
  protected @Nullable String route() {
    return null;
  }

  /** Whether the server has spans for what it answers itself since nobody handles it. */
  protected boolean unhandledIsSpan() {
    return true;
  }

  /** Methods that the server does not give to handlers. */
  protected Set<String> refusedMethods() {
    return Set.of();
  }

  /** Status of the answer when a handler throws; 0 for none. */
  protected int statusWhenThrown() {
    return 500;
  }

  /** Whether the status that was sent stays when the handler throws after that. */
  protected boolean keepsStatusThatWasSent() {
    return true;
  }

  /** Which {@code error.type}s tell that the client is gone. */
  protected String typeWhenClientIsGone() {
    return ".*Exception";
  }

  @BeforeAll
  void startServer() throws Exception {
    server = start(exchange -> handler.handle(exchange));
  }

  @AfterAll
  void stopServer() throws Exception {
    server().stop().close();
  }

  private Server server() {
    return requireNonNull(server);
  }

  /** The server's port. */
  public final int port() {
    return server().port();
  }

  /** Sets what the handler does from now on. */
  public final void handle(Handler newHandler) {
    handler = newHandler;
  }

  private static void hello(Exchange exchange) throws IOException {
    exchange.answer(200, "hello");
  }

  @Test
  void get_plain_hasAllAttributes(Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    Received received = get("/in/world?x=1", "User-Agent: wire/1");

    assertThat(received.status()).isEqualTo(200);
    assertThat(received.text()).endsWith("\r\n\r\nhello");
    List<Object> attributes =
        new ArrayList<>(
            Arrays.asList(
                "http.request.method",
                "GET",
                "http.response.status_code",
                200,
                "url.path",
                "/in/world",
                "url.scheme",
                "http",
                "url.query",
                "x=1",
                "server.address",
                "localhost",
                "server.port",
                port(),
                "client.address",
                "127.0.0.1",
                "network.peer.address",
                "127.0.0.1",
                "network.peer.port",
                received.port(),
                "network.protocol.version",
                "1.1",
                "user_agent.original",
                "wire/1"));
    if (route() != null) {
      attributes.addAll(List.of("http.route", requireNonNull(route())));
    }
    one(traces)
        .hasName(named("GET"))
        .hasNoParent()
        .hasStatus(Status.UNSET)
        .hasNoEvents()
        .hasAttributesExactly(attributes.toArray());
    traces.assertNoMoreSpans(SILENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "QUERY"})
  void method_known_isNamed(String method, Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    Received received = HttpWire.send(port(), method, "/in", "Content-Length: 0");

    SpanAssert span = one(traces).hasAttribute("http.request.method", method);
    if (refusedMethods().contains(method)) {
      assertThat(received.status()).isBetween(400, 501);
    } else {
      assertThat(received.status()).isEqualTo(200);
      span.hasName(named(method));
    }
  }

  @Test
  void method_head_isAnsweredWithoutBody(Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    assertThat(HttpWire.send(port(), "HEAD", "/in").text()).endsWith("\r\n\r\n");

    one(traces).hasName(named("HEAD")).hasAttribute("http.response.status_code", 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BREW", "get"})
  void method_unknown_isOther(String method, Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    assertThat(HttpWire.send(port(), method, "/in").status()).isEqualTo(200);

    one(traces)
        .hasName(named("HTTP"))
        .hasAttribute("http.request.method", "_OTHER")
        .hasAttribute("http.request.method_original", method);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 304, 400, 404, 418, 499})
  void status_below500_isNoError(int status, Traces traces) throws Exception {
    handle(exchange -> exchange.answer(status, ""));
    assertThat(get("/in").status()).isEqualTo(status);

    one(traces)
        .hasName(named("GET"))
        .hasStatus(Status.UNSET)
        .hasAttribute("http.response.status_code", status)
        .doesNotHaveAttribute("error.type");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 599})
  void status_from500_isError(int status, Traces traces) throws Exception {
    handle(exchange -> exchange.answer(status, "sorry"));
    assertThat(get("/in").status()).isEqualTo(status);

    one(traces)
        .hasName(named("GET"))
        .hasStatus(Status.ERROR)
        .hasStatusMessage("")
        .hasNoEvents()
        .hasAttribute("http.response.status_code", status)
        .hasAttribute("error.type", Integer.toString(status));
  }

  @Test
  void path_unhandled_hasNoRoute(Traces traces) throws Exception {
    assertThat(get("/nowhere").status()).isEqualTo(404);

    if (unhandledIsSpan()) {
      one(traces)
          .hasName("GET")
          .hasStatus(Status.UNSET)
          .hasAttribute("http.response.status_code", 404)
          .hasAttribute("url.path", "/nowhere")
          .doesNotHaveAttribute("http.route");
      traces.assertNoMoreSpans(SILENCE);
    } else {
      traces.assertNoSpans(SILENCE);
    }
  }

  @Test
  void headers_captured_areAttributes(Traces traces) throws Exception {
    handle(
        exchange -> {
          exchange.addHeader("X-Captured", "one");
          exchange.addHeader("x-captured", "two");
          exchange.answer(200, "");
        });
    get("/in", "X-Captured: a", "x-captured: b");

    one(traces)
        .hasAttribute("http.request.header.x-captured", List.of("a", "b"))
        .hasAttribute("http.response.header.x-captured", List.of("one", "two"));
  }

  @Test
  void target_encoded_isAsReceived(Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    assertThat(get("/in/a%20b/%C3%A4;v=1?q=%20%26&r=a+b").status()).isEqualTo(200);

    one(traces)
        .hasAttribute("url.path", "/in/a%20b/%C3%A4;v=1")
        .hasAttribute("url.query", "q=%20%26&r=a+b");
  }

  @Test
  void target_absolute_hasPathAlone(Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    assertThat(get("http://localhost:" + port() + "/in/x?y=z").status()).isEqualTo(200);

    one(traces)
        .hasAttribute("url.path", "/in/x")
        .hasAttribute("url.query", "y=z")
        .hasAttribute("server.address", "localhost")
        .hasAttribute("server.port", port());
  }

  @Test
  void target_withoutQuery_hasNone(Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    get("/in");

    one(traces).hasAttribute("url.path", "/in").doesNotHaveAttribute("url.query");
  }

  @Test
  void query_signed_isRedacted(Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    get("/in?a=1&sig=secret&X-Amz-Signature=abc&b=2");

    one(traces).hasAttribute("url.query", "a=1&sig=REDACTED&X-Amz-Signature=REDACTED&b=2");
  }

  @Test
  void get_forwarded_namesClientAndServer(Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    get(
        "/in",
        "Forwarded: for=\"[2001:db8::1]:4711\";proto=https;host=shop.example, for=10.0.0.1",
        "X-Forwarded-For: 10.9.9.9");

    one(traces)
        .hasAttribute("url.scheme", "https")
        .hasAttribute("server.address", "shop.example")
        .hasAttribute("server.port", 443)
        .hasAttribute("client.address", "2001:db8::1")
        .hasAttribute("network.peer.address", "127.0.0.1");
  }

  @Test
  void get_xForwarded_namesClientAndServer(Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    get(
        "/in",
        "X-Forwarded-For: 192.0.2.7, 10.0.0.1",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: shop.example:8443");

    one(traces)
        .hasAttribute("url.scheme", "https")
        .hasAttribute("server.address", "shop.example")
        .hasAttribute("server.port", 8443)
        .hasAttribute("client.address", "192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example, shop.example, 80",
    "shop.example:8080, shop.example, 8080",
    "192.0.2.1:81, 192.0.2.1, 81",
    "[2001:db8::1], 2001:db8::1, 80",
    "[2001:db8::1]:8080, 2001:db8::1, 8080"
  })
  void host_valid_namesServer(String host, String address, int port, Traces traces)
      throws Exception {
    handle(HttpServerContract::hello);
    HttpWire.sendText(
        port(), "GET /in HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

    one(traces).hasAttribute("server.address", address).hasAttribute("server.port", port);
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example:, shop.example, 80",
    "shop.example:x1, shop.example, 80",
    "shop.example:99999999999, shop.example, 80",
    "[2001:db8::1, [2001:db8::1, 80",
    "2001:db8::1, 2001:db8::1, 80"
  })
  void host_absurd_isBorne(String host, String address, int port, Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    assertThat(get("/in", "X-Forwarded-Host: " + host).status()).isEqualTo(200);

    one(traces).hasAttribute("server.address", address).hasAttribute("server.port", port);
  }

  @Test
  void protocol_http10_needsNoHost(Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    Received received = HttpWire.sendText(port(), "GET /in HTTP/1.0\r\n\r\n");

    assertThat(received.status()).isEqualTo(200);
    one(traces)
        .hasAttribute("network.protocol.version", "1.0")
        .doesNotHaveAttribute("server.address")
        .doesNotHaveAttribute("server.port")
        .doesNotHaveAttribute("user_agent.original");
  }

  static Stream<String> oddValues() {
    return Stream.of("x".repeat(60_000), "J\u00fcrgen \u00c3\u00a4", "a\u0001b", "a\tb", "\u007f");
  }

  @ParameterizedTest
  @MethodSource("oddValues")
  void header_odd_isAsTheHandlerHasIt(String value, Traces traces) throws Exception {
    List<@Nullable String> seen = new CopyOnWriteArrayList<>();
    handle(
        exchange -> {
          seen.add(exchange.header("User-Agent"));
          exchange.answer(200, "");
        });
    int status = get("/in", "User-Agent: " + value).status();

    if (value.length() > 100) {
      assertThat(status).isEqualTo(200);
    }
    if (status == 200) {
      assertThat(traces.awaitTrace().span(0).attributes().get("user_agent.original"))
          .isEqualTo(seen.get(0));
    } else {
      assertThat(seen).isEmpty();
      onlyRefused(status, traces);
    }
  }

  @Test
  void parent_sampled_isContinued(Traces traces) throws Exception {
    List<@Nullable String> seen = new CopyOnWriteArrayList<>();
    handle(
        exchange -> {
          seen.add(exchange.header("traceparent"));
          exchange.answer(200, "");
        });
    String trace = newTrace();
    String parent = "00-" + trace + "-" + PARENT + "-01";
    get("/in", "TraceParent: " + parent, "tracestate: a=1", "tracestate: b=2");

    one(traces)
        .hasTraceId(trace)
        .hasParentSpanId(PARENT)
        .hasRemoteParent()
        .hasTraceState("a=1,b=2");
    assertThat(seen).containsExactly(parent);
  }

  @Test
  void parent_notSampled_isPassedOnWithoutSpans(Traces traces) throws Exception {
    List<@Nullable String> passedOn = new CopyOnWriteArrayList<>();
    handle(
        calling(
            inner -> {
              passedOn.add(inner.header("traceparent"));
              passedOn.add(inner.header("tracestate"));
              passedOn.add(inner.header("baggage"));
              inner.answer(200, "");
            }));
    get(
        "/in/outer",
        "traceparent: 00-" + TRACE + "-" + PARENT + "-02",
        "tracestate: a=1",
        "baggage: b=2");

    assertThat(passedOn.subList(1, 3)).containsExactly("a=1", "b=2");
    assertThat(passedOn.get(0))
        .startsWith("00-" + TRACE + "-")
        .doesNotContain(PARENT)
        .endsWith("-02");
    traces.assertNoSpans(SILENCE);
  }

  @Test
  void parent_sampled_stateAndBaggageGoAlong(Traces traces) throws Exception {
    List<@Nullable String> passedOn = new CopyOnWriteArrayList<>();
    handle(
        calling(
            inner -> {
              passedOn.add(inner.header("traceparent"));
              passedOn.add(inner.header("tracestate"));
              passedOn.add(inner.header("baggage"));
              inner.answer(200, "");
            }));
    String trace = newTrace();
    String parent = "00-" + trace + "-" + PARENT + "-01";
    get("/in/outer", "traceparent: " + parent, "tracestate: a=1", "baggage: b=2");

    SpanRecord call = callIsChild(traces).span(1);
    assertThat(call).hasTraceId(trace).hasTraceState("a=1");
    assertThat(passedOn).containsExactly("00-" + trace + "-" + call.spanId() + "-01", "a=1", "b=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "00-" + TRACE + "-" + PARENT,
        "00-00000000000000000000000000000000-" + PARENT + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + PARENT + "-01",
        "ff-" + TRACE + "-" + PARENT + "-01",
        SAMPLED + "-extra"
      })
  void parent_malformed_beginsTrace(String header, Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    get("/in", "traceparent: " + header, "tracestate: a=1");

    one(traces).hasNoParent().hasTraceState("");
  }

  @Test
  void parent_repeated_beginsTrace(Traces traces) throws Exception {
    handle(HttpServerContract::hello);
    get("/in", "traceparent: " + SAMPLED, "traceparent: " + SAMPLED);

    one(traces).hasNoParent();
  }

  @Test
  void call_ofHandler_isChild(Traces traces) throws Exception {
    handle(calling(HttpServerContract::hello));
    get("/in/outer");

    callIsChild(traces);
  }

  @Test
  void calls_oneAfterAnother_areSiblings(Traces traces) throws Exception {
    handle(
        exchange -> {
          if (exchange.header("inner") == null) {
            call("/in/one");
            call("/in/two");
          }
          exchange.answer(200, "");
        });
    get("/in/outer");

    traces.awaitSpans(5);
    assertThat(traces.awaitTrace())
        .hasSpans(
            span -> span.hasKind(Kind.SERVER).hasNoParent(),
            span -> span.hasKind(Kind.CLIENT).isChildOf(0),
            span -> span.hasAttribute("url.path", "/in/one").isChildOf(1),
            span -> span.hasKind(Kind.CLIENT).isChildOf(0),
            span -> span.hasAttribute("url.path", "/in/two").isChildOf(3));
  }

  @Test
  void handler_throws_isError(Traces traces) throws Exception {
    handle(
        exchange -> {
          throw new IllegalStateException("boom");
        });
    assertThat(get("/in").status()).isEqualTo(statusWhenThrown());

    SpanAssert span =
        one(traces)
            .hasName(named("GET"))
            .hasStatus(Status.ERROR)
            .hasException("java.lang.IllegalStateException", "boom");
    if (statusWhenThrown() == 0) {
      span.hasAttribute("error.type", "java.lang.IllegalStateException")
          .doesNotHaveAttribute("http.response.status_code");
    } else {
      span.hasAttribute("error.type", Integer.toString(statusWhenThrown()))
          .hasAttribute("http.response.status_code", statusWhenThrown());
    }
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void handler_throwsAfterHead_isError(Traces traces) throws Exception {
    handle(
        exchange -> {
          OutputStream out = exchange.begin(200);
          out.write("half".getBytes(ISO_8859_1));
          out.flush();
          throw new IllegalStateException("boom");
        });
    get("/in");

    SpanAssert span =
        one(traces).hasStatus(Status.ERROR).hasException("java.lang.IllegalStateException", "boom");
    if (keepsStatusThatWasSent()) {
      span.hasAttribute("http.response.status_code", 200)
          .hasAttribute("error.type", "java.lang.IllegalStateException");
    }
  }

  @Test
  void answer_fromAnotherThread_endsThen(Traces traces) throws Exception {
    handle(
        exchange ->
            exchange.later(
                rest -> {
                  Thread.sleep(100);
                  rest.answer(202, "done");
                }));
    Received received = get("/in");

    assertThat(received.status()).isEqualTo(202);
    assertThat(received.text()).endsWith("done");
    SpanRecord span = traces.awaitTrace().span(0);
    assertThat(span).hasName(named("GET")).hasAttribute("http.response.status_code", 202);
    assertThat(span.endNanos() - span.startNanos()).isGreaterThan(90_000_000L);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void call_fromAnotherThread_isChild(Traces traces) throws Exception {
    handle(
        exchange -> {
          if (exchange.header("inner") == null) {
            exchange.later(calling(HttpServerContract::hello));
          } else {
            exchange.answer(200, "");
          }
        });
    get("/in/outer");

    callIsChild(traces);
  }

  @Test
  void response_large_arrivesWhole(Traces traces) throws Exception {
    byte[] part = "0123456789abcdef".repeat(512).getBytes(ISO_8859_1);
    handle(
        exchange -> {
          try (OutputStream out = exchange.begin(200)) {
            for (int sent = 0; sent < LARGE; sent += part.length) {
              out.write(part);
            }
          }
        });

    assertThat(get("/in").text()).hasSizeGreaterThan(LARGE);
    one(traces).hasStatus(Status.UNSET).hasAttribute("http.response.status_code", 200);
  }

  @Test
  void request_large_isReadWhole(Traces traces) throws Exception {
    handle(HttpServerContract::count);
    String body = "0123456789abcdef".repeat(LARGE / 16);
    assertThat(post("/in", "Content-Length: " + LARGE, body)).endsWith("\r\n\r\n" + LARGE);

    one(traces).hasName(named("POST")).hasAttribute("http.response.status_code", 200);
  }

  @Test
  void request_chunked_isReadWhole(Traces traces) throws Exception {
    handle(HttpServerContract::count);
    String chunk = "10\r\n0123456789abcdef\r\n";
    assertThat(post("/in", "Transfer-Encoding: chunked", chunk.repeat(100) + "0\r\n\r\n"))
        .endsWith("\r\n\r\n1600");

    one(traces).hasName(named("POST")).hasAttribute("http.response.status_code", 200);
  }

  @Test
  void request_slow_isOneSpan(Traces traces) throws Exception {
    handle(HttpServerContract::count);
    String head = HttpWire.head(port(), "POST", "/in", "Content-Length: 8", "Connection: close");
    try (Socket socket = HttpWire.connect(port(), head.substring(0, 20))) {
      for (String part : List.of(head.substring(20), "\r\n", "1234", "5678")) {
        Thread.sleep(60);
        socket.getOutputStream().write(part.getBytes(ISO_8859_1));
      }
      assertThat(text(socket)).endsWith("\r\n\r\n8");
    }

    SpanRecord span = traces.awaitTrace().span(0);
    assertThat(span).hasName(named("POST")).hasAttribute("http.response.status_code", 200);
    assertThat(span.endNanos() - span.startNanos()).isGreaterThan(50_000_000L);
  }

  @Test
  void request_expectingContinue_hasLastStatus(Traces traces) throws Exception {
    handle(HttpServerContract::count);
    String head =
        HttpWire.head(
            port(),
            "POST",
            "/in",
            "Content-Length: 4",
            "Expect: 100-continue",
            "Connection: close");
    try (Socket socket = HttpWire.connect(port(), head + "\r\n")) {
      assertThat(readTo(socket, "\r\n\r\n")).startsWith("HTTP/1.1 100");
      socket.getOutputStream().write("1234".getBytes(ISO_8859_1));
      assertThat(text(socket)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n4");
    }

    one(traces).hasName(named("POST")).hasAttribute("http.response.status_code", 200);
  }

  @Test
  void client_goneWhileAnswered_isError(Traces traces) throws Exception {
    handle(
        exchange -> {
          OutputStream out = exchange.begin(200);
          for (int i = 0; i < 100_000; i++) {
            out.write(new byte[8192]);
            out.flush();
          }
        });
    try (Socket socket = HttpWire.connect(port(), HttpWire.head(port(), "GET", "/in") + "\r\n")) {
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    one(traces)
        .hasStatus(Status.ERROR)
        .hasAttributeSatisfying(
            "error.type", type -> assertThat((String) type).matches(typeWhenClientIsGone()));
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void client_goneWhileAsking_endsSpanOnce(Traces traces) throws Exception {
    handle(HttpServerContract::count);
    String head = HttpWire.head(port(), "POST", "/in", "Content-Length: 1000000") + "\r\n";
    try (Socket socket = HttpWire.connect(port(), head + "half")) {
      socket.setSoLinger(true, 0);
    }

    one(traces).hasName(named("POST"));
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void connection_keptAlive_isSpanForEach(Traces traces) throws Exception {
    handle(exchange -> exchange.answer(exchange.header("bad") == null ? 200 : 502, "<<done>>"));
    String trace = newTrace();
    String parent = "traceparent: 00-" + trace + "-" + PARENT + "-01";
    String one = HttpWire.head(port(), "GET", "/in/1", parent);
    String two = HttpWire.head(port(), "GET", "/in/2", "bad: 1");
    String three = HttpWire.head(port(), "GET", "/in/3");
    try (Socket socket = HttpWire.connect(port(), "")) {
      for (String head : List.of(one, two, three)) {
        socket.getOutputStream().write((head + "\r\n").getBytes(ISO_8859_1));
        readTo(socket, "<<done>>");
      }
    }

    List<Trace> spans = byPath(traces.awaitTraces(3));
    assertThat(pathsAndStatuses(spans)).containsExactly("/in/1 200", "/in/2 502", "/in/3 200");
    assertThat(spans.get(0).span(0)).hasTraceId(trace);
    assertThat(spans.get(2).span(0)).hasNoParent().hasStatus(Status.UNSET);
  }

  @Test
  void connection_pipelined_isSpanForEach(Traces traces) throws Exception {
    handle(exchange -> exchange.answer(exchange.header("bad") == null ? 200 : 404, "done"));
    String one = HttpWire.head(port(), "GET", "/in/1") + "\r\n";
    String two = HttpWire.head(port(), "GET", "/in/2", "bad: 1") + "\r\n";
    String three = HttpWire.head(port(), "GET", "/in/3") + "Connection: close\r\n\r\n";
    HttpWire.sendText(port(), one + two + three);

    List<Trace> spans = byPath(traces.awaitTraces(3));
    assertThat(pathsAndStatuses(spans)).containsExactly("/in/1 200", "/in/2 404", "/in/3 200");
    assertThat(spans).allSatisfy(trace -> assertThat(trace.span(0)).hasNoParent());
  }

  @Test
  void requests_manyAtOnce_areNotMixedUp(Traces traces) throws Exception {
    handle(
        exchange -> {
          String number = exchange.header("number");
          if (number != null) {
            call("/in/inner/" + number);
          }
          exchange.answer(200, "");
        });
    ExecutorService clients = Executors.newFixedThreadPool(TOGETHER);
    List<Future<Received>> answers = new ArrayList<>();
    for (int i = 0; i < 20 * TOGETHER; i++) {
      String number = Integer.toString(i);
      answers.add(clients.submit(() -> get("/in/outer/" + number, "number: " + number)));
    }
    for (Future<Received> answer : answers) {
      assertThat(answer.get().status()).isEqualTo(200);
    }
    clients.shutdown();

    traces.awaitSpans(3 * answers.size());
    assertThat(traces.awaitTraces(answers.size()))
        .hasSize(answers.size())
        .allSatisfy(
            trace -> {
              String path = String.valueOf(trace.span(0).attributes().get("url.path"));
              assertThat(trace)
                  .hasSpans(
                      span -> span.hasKind(Kind.SERVER).hasNoParent(),
                      span -> span.hasKind(Kind.CLIENT).isChildOf(0),
                      span ->
                          span.hasAttribute("url.path", path.replace("outer", "inner"))
                              .isChildOf(1));
            });
  }

  @Test
  void threads_ofTheServer_keepNoContext(Traces traces) throws Exception {
    handle(
        exchange -> {
          if (exchange.header("inner") != null) {
            exchange.answer(200, "");
          } else if (exchange.header("bad") != null) {
            throw new IllegalStateException("boom");
          } else {
            exchange.later(HttpServerContract::hello);
          }
        });
    for (int i = 0; i < TOGETHER; i++) {
      get("/in", "bad: 1");
      get("/in");
    }
    traces.awaitTraces(2 * TOGETHER);
    for (int i = 0; i < 2 * TOGETHER; i++) {
      server().threads().execute(() -> call("/in/alone"));
    }

    traces.awaitSpans(6 * TOGETHER);
    assertThat(traces.awaitTraces(4 * TOGETHER))
        .hasSize(4 * TOGETHER)
        .allSatisfy(trace -> assertThat(trace.span(0)).hasNoParent());
  }

  @Test
  void metric_duration_hasAttributes(Traces traces) throws Exception {
    handle(exchange -> exchange.answer(207, ""));
    get("/in");
    one(traces);

    MetricRecord metric = traces.awaitMetric("http.server.request.duration");
    MetricRecord.Point point =
        requireNonNull(metric.point(Map.of("http.response.status_code", 207L)));
    assertThat(metric.unit()).isEqualTo("s");
    assertThat(point.count()).isEqualTo(1);
    assertThat(point.attributes())
        .containsEntry("http.request.method", "GET")
        .containsEntry("url.scheme", "http")
        .containsEntry("network.protocol.version", "1.1")
        .hasSize(route() == null ? 4 : 5);
    assertThat(point.attributes().get("http.route")).isEqualTo(route());
  }

  /** The one span that has arrived. */
  protected final SpanAssert one(Traces traces) {
    SpanRecord span = traces.awaitTrace().span(0);
    assertThat(traces.spans()).hasSize(1);
    return assertThat(span).hasKind(Kind.SERVER).hasScope("io.heddle." + name());
  }

  /** At most one span, of a request that the server refused before it had a handler. */
  private void onlyRefused(int status, Traces traces) throws IOException {
    get("/in/after");
    Predicate<SpanRecord> isAfter = span -> "/in/after".equals(span.attributes().get("url.path"));
    int number = 1;
    List<SpanRecord> spans = traces.awaitSpans(number);
    while (spans.stream().noneMatch(isAfter)) {
      spans = traces.awaitSpans(++number);
    }
    assertThat(spans.stream().filter(isAfter.negate()))
        .hasSizeLessThan(2)
        .allSatisfy(span -> assertThat(span).hasAttribute("http.response.status_code", status));
  }

  /** Name of the span of a request that is handled. */
  public final String named(String method) {
    return route() == null ? method : method + " " + route();
  }

  /** GETs a path of the server. */
  protected final Received get(String path, String... headers) throws IOException {
    return HttpWire.get(port(), path, headers);
  }

  private String post(String path, String header, String body) throws IOException {
    String head = HttpWire.head(port(), "POST", path, header, "Connection: close");
    return HttpWire.sendText(port(), head + "\r\n" + body).text();
  }

  /** Calls {@code /in/inner}, then answers; does as {@code inner} says when it is called so. */
  protected final Handler calling(Handler inner) {
    return exchange -> {
      if (exchange.header("inner") == null) {
        call("/in/inner");
        exchange.answer(200, "");
      } else {
        inner.handle(exchange);
      }
    };
  }

  /** Calls the server by an instrumented client. */
  private void call(String path) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port() + path);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setRequestProperty("inner", "1");
      try (InputStream in = connection.getInputStream()) {
        in.readAllBytes();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The trace of a request to {@code /in/outer} whose handler did as {@link #calling} says. */
  protected final Trace callIsChild(Traces traces) {
    traces.awaitSpans(3);
    Trace trace = traces.awaitTrace();
    assertThat(trace)
        .hasSpans(
            span -> span.hasKind(Kind.SERVER).hasAttribute("url.path", "/in/outer"),
            span -> span.hasKind(Kind.CLIENT).isChildOf(0),
            span -> span.hasKind(Kind.SERVER).hasAttribute("url.path", "/in/inner").isChildOf(1));
    return trace;
  }

  /** {@link Traces} ignores what comes of a trace that an earlier test had. */
  private static String newTrace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Answers how long the request's body was. */
  private static void count(Exchange exchange) throws IOException {
    int length = exchange.body().readAllBytes().length;
    exchange.answer(200, Integer.toString(length));
  }

  /** They may begin within one millisecond, and one may end after the next has begun. */
  private static List<Trace> byPath(List<Trace> traces) {
    return traces.stream()
        .sorted(
            Comparator.comparing(
                trace -> String.valueOf(trace.span(0).attributes().get("url.path"))))
        .toList();
  }

  private static List<String> pathsAndStatuses(List<Trace> traces) {
    return traces.stream()
        .map(trace -> trace.span(0).attributes())
        .map(span -> span.get("url.path") + " " + span.get("http.response.status_code"))
        .toList();
  }

  private static String readTo(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new AssertionError("No " + end + " in " + text);
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private static String text(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }
}
