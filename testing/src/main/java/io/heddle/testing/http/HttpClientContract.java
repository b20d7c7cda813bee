// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.http;

import static io.heddle.testing.TraceAssert.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.heddle.testing.HttpWire;
import io.heddle.testing.MetricRecord;
import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every HTTP client does under the agent. A library's test extends this, with {@link
 * io.heddle.testing.UnderAgent}, says how to {@link #send} one request, and overrides what its
 * library does otherwise. The server that is called runs in the same JVM and has spans too.
 */
public abstract class HttpClientContract {
  /** How long no span may come. */
  protected static final Duration SILENCE = Duration.ofMillis(300);

  private static final String TRACE = "5ce929d0e0e4736a3ce929d0e0e47366";
  private static final String PARENT = "ba902b70f067aa0b";
  private static final int TOGETHER = 8;
  private static final String KITS = "io.heddle.instrumentation.api";

  /** Answers by path. */
  protected static HttpTestServer server;

  /**
   * What is to be sent.
   *
   * @param body ASCII, or empty for none
   * @param timeout how long to wait for the response; nothing else depends on it
   */
  public record Request(
      String method, String url, Map<String, String> headers, String body, Duration timeout) {
    /** A request that may take long. */
    public Request(String method, String url, Map<String, String> headers, String body) {
      this(method, url, headers, body, Duration.ofSeconds(20));
    }

    public static Request get(String url) {
      return new Request("GET", url, Map.of(), "");
    }
  }

  /**
   * What came back.
   *
   * @param body read to its end
   */
  public record Answer(int status, String body) {}

  /** Sends one request, follows redirects, and throws as the library does. */
  protected abstract Answer send(Request request) throws Exception;

  /** Name of the instrumentation. */
  protected abstract String name();

  /** Whether the library shows each hop of a redirect; else one span has them all. */
  protected boolean hopsAreSpans() {
    return true;
  }

  /** Methods that the library refuses to send. */
  protected Set<String> refusedMethods() {
    return Set.of();
  }

  /** What the library throws when nobody listens. */
  protected Class<? extends Exception> whenRefused() {
    return ConnectException.class;
  }

  /** What the library throws when a host has no address. */
  protected Class<? extends Exception> whenHostIsUnknown() {
    return UnknownHostException.class;
  }

  /** What the library throws when the answer takes longer than the request may. */
  protected Class<? extends Exception> whenNotInTime() {
    return SocketTimeoutException.class;
  }

  /** Whether a span ends with the head of the response, whatever becomes of the body. */
  protected boolean endsBeforeBody() {
    return true;
  }

  /** Whether a library that follows redirects gives up by an exception. */
  protected boolean throwsOnEndlessRedirects() {
    return true;
  }

  @BeforeAll
  static void startServer() throws IOException {
    server = new HttpTestServer();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.clear();
  }

  @Test
  void send_get_isClientSpanWithServersChild(Traces traces) throws Exception {
    assertThat(get("/greeting?a=b&c=%20d").status()).isEqualTo(200);

    Trace trace = trace(traces, 2);
    assertThat(trace)
        .hasSpans(
            span ->
                answered(span, "GET", "/greeting?a=b&c=%20d", 200)
                    .hasScope("io.heddle." + name())
                    .hasNoParent(),
            span -> span.hasKind(Kind.SERVER).isChildOf(0).hasRemoteParent());
    assertThat(server.received("traceparent")).containsExactly(List.of(header(trace.span(0))));
    traces.assertNoMoreSpans(SILENCE);
  }

  static Stream<String> methods() {
    return Stream.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void send_knownMethod_isNameOfSpan(String method, Traces traces) throws Exception {
    boolean hasBody = Set.of("POST", "PUT", "PATCH").contains(method);
    Request request = to(method, "/echo", hasBody ? "hello" : "");
    if (refusedMethods().contains(method)) {
      assertThat(catchThrowable(() -> send(request))).isNotNull();
      traces.assertNoSpans(SILENCE);
      return;
    }
    assertThat(send(request)).isEqualTo(new Answer(200, hasBody ? "hello" : ""));

    answered(first(traces), method, "/echo", 200);
  }

  @Test
  void send_unknownMethod_isOther(Traces traces) throws Exception {
    Request request = to("PURGE", "/echo", "");
    if (refusedMethods().contains("PURGE")) {
      assertThat(catchThrowable(() -> send(request))).isNotNull();
      traces.assertNoSpans(SILENCE);
      return;
    }
    assertThat(send(request).status()).isEqualTo(200);

    first(traces)
        .hasName("HTTP")
        .hasAttribute("http.request.method", "_OTHER")
        .hasAttribute("http.request.method_original", "PURGE")
        .hasStatus(Status.UNSET);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 304, 400, 404, 418, 429, 500, 503})
  void send_status_isErrorFrom400(int status, Traces traces) throws Exception {
    String body = status == 204 || status == 304 ? "" : "status " + status;
    assertThat(get("/status/" + status)).isEqualTo(new Answer(status, body));

    SpanAssert span = answered(first(traces), "GET", "/status/" + status, status);
    if (status >= 400) {
      span.hasAttribute("error.type", Integer.toString(status)).hasStatusMessage("");
    }
  }

  @Test
  void send_insideServersSpan_isItsChild(Traces traces) throws Exception {
    server.whenCalled(() -> get("/inner"));
    get("/call");

    assertThat(trace(traces, 4))
        .hasSpans(
            span -> answered(span, "GET", "/call", 200).hasNoParent(),
            span -> span.hasKind(Kind.SERVER).isChildOf(0),
            span -> answered(span, "GET", "/inner", 200).isChildOf(1),
            span -> span.hasKind(Kind.SERVER).isChildOf(2));
  }

  @Test
  void send_twiceInsideServersSpan_areSiblings(Traces traces) throws Exception {
    server.whenCalled(
        () -> {
          get("/one");
          get("/status/500");
          get("/two");
        });
    get("/call");

    Trace trace = trace(traces, 8);
    SpanRecord handler = server(trace, "/call");
    for (String path : List.of("/one", "/status/500", "/two")) {
      assertThat(client(trace, path)).isChildOf(handler);
    }
  }

  @Test
  void send_oneAfterAnother_areTracesOfTheirOwn(Traces traces) throws Exception {
    for (int i = 0; i < 10; i++) {
      get("/turn/" + i);
    }

    traces.awaitSpans(20);
    assertThat(traces.awaitTraces(10)).hasSize(10).allMatch(trace -> trace.spans().size() == 2);
  }

  @Test
  void send_manyAtOnce_areNotMixedUp(Traces traces) throws Exception {
    server.whenCalled(() -> get("/inner"));
    ExecutorService threads = Executors.newFixedThreadPool(TOGETHER);
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 20 * TOGETHER; i++) {
      answers.add(threads.submit(() -> get("/call")));
    }
    for (Future<Answer> answer : answers) {
      assertThat(answer.get().status()).isEqualTo(200);
    }
    threads.shutdown();

    traces.awaitSpans(4 * answers.size());
    assertThat(traces.awaitTraces(answers.size()))
        .hasSize(answers.size())
        .allSatisfy(
            trace ->
                assertThat(trace)
                    .hasSpans(
                        span -> span.hasKind(Kind.CLIENT).hasNoParent(),
                        span -> span.hasKind(Kind.SERVER).isChildOf(0),
                        span -> span.hasKind(Kind.CLIENT).isChildOf(1),
                        span -> span.hasKind(Kind.SERVER).isChildOf(2)));
  }

  @Test
  void send_notSampled_isPassedOnWithoutSpans(Traces traces) throws Exception {
    server.whenCalled(() -> get("/inner"));
    String parent = "00-" + TRACE + "-" + PARENT + "-02";
    HttpWire.get(
        server.port(), "/call", "traceparent: " + parent, "tracestate: a=1", "baggage: b=2");

    String sent = server.received("traceparent").get(1).get(0);
    assertThat(sent).startsWith("00-" + TRACE + "-").doesNotContain(PARENT).endsWith("-02");
    assertThat(server.received("tracestate")).containsExactly(List.of("a=1"), List.of("a=1"));
    assertThat(server.received("baggage")).containsExactly(List.of("b=2"), List.of("b=2"));
    traces.assertNoSpans(SILENCE);
  }

  @Test
  void send_sampled_stateAndBaggageGoAlong(Traces traces) throws Exception {
    server.whenCalled(() -> get("/inner"));
    String parent = "00-" + TRACE + "-" + PARENT + "-01";
    HttpWire.get(
        server.port(), "/call", "traceparent: " + parent, "tracestate: a=1", "baggage: b=2");

    traces.awaitSpans(3);
    SpanRecord span =
        traces.spans().stream()
            .filter(each -> each.kind() == Kind.CLIENT)
            .findFirst()
            .orElseThrow();
    assertThat(span).hasTraceId(TRACE).hasTraceState("a=1");
    assertThat(server.received("traceparent").get(1))
        .containsExactly("00-" + TRACE + "-" + span.spanId() + "-01");
    assertThat(server.received("tracestate").get(1)).containsExactly("a=1");
    assertThat(server.received("baggage").get(1)).containsExactly("b=2");
  }

  @Test
  void send_stateAndBaggageInTwoLines_goAlongInOne(Traces traces) throws Exception {
    server.whenCalled(() -> get("/inner"));
    String trace = "5b8efff798038103d269b633813fc60c";
    HttpWire.get(
        server.port(),
        "/call",
        "traceparent: 00-" + trace + "-" + PARENT + "-01",
        "tracestate: a=1",
        "tracestate: b=2",
        "baggage: c=3",
        "baggage: d=4");

    traces.awaitSpans(3);
    assertThat(traces.spans()).extracting(SpanRecord::traceId).containsOnly(trace);
    assertThat(server.received("tracestate").get(1)).containsExactly("a=1,b=2");
    assertThat(server.received("baggage").get(1)).containsExactly("c=3,d=4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      })
  void send_insideServersSpanOfMalformedContext_newTraceGoesAlong(String parent, Traces traces)
      throws Exception {
    server.whenCalled(() -> get("/inner"));
    HttpWire.get(server.port(), "/call", "traceparent: " + parent, "tracestate: a=1");

    SpanRecord span = client(trace(traces, 3), "/inner");
    assertThat(span.traceId()).isNotEqualTo(parent.substring(3, 35)).matches("[0-9a-f]{32}");
    assertThat(server.received("traceparent").get(1)).containsExactly(header(span));
    assertThat(server.received("tracestate").get(1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"traceparent", "TraceParent", "TRACEPARENT"})
  void send_traceparentOfTheApplication_isReplaced(String name, Traces traces) throws Exception {
    send(new Request("GET", server.url("/own"), Map.of(name, "mine"), ""));

    SpanRecord span = trace(traces, 2).span(0);
    assertThat(server.received("traceparent")).containsExactly(List.of(header(span)));
  }

  @Test
  void send_headersOfTheApplication_arrive(Traces traces) throws Exception {
    String large = "x".repeat(60_000);
    send(new Request("GET", server.url("/own"), Map.of("A", "b", "Large", large), ""));

    assertThat(server.received("a")).containsExactly(List.of("b"));
    assertThat(server.received("large")).containsExactly(List.of(large));
    answered(first(traces), "GET", "/own", 200);
  }

  @Test
  void send_capturedHeaders_areAttributes(Traces traces) throws Exception {
    send(new Request("GET", server.url("/captured"), Map.of("x-captured", "sent"), ""));

    first(traces)
        .hasAttribute("http.request.header.x-captured", List.of("sent"))
        .hasAttribute("http.response.header.x-captured", List.of("one", "two"));
  }

  @Test
  void send_redirects_areFollowed(Traces traces) throws Exception {
    assertThat(get("/moved").status()).isEqualTo(200);

    if (hopsAreSpans()) {
      traces.awaitSpans(6);
      List<Trace> hops = traces.awaitTraces(3);
      assertThat(hops).hasSize(3);
      resent(hops.get(0), "/moved", 302, 0);
      resent(hops.get(1), "/moved-again", 302, 1);
      resent(hops.get(2), "/end", 200, 2);
      assertThat(server.received("traceparent")).doesNotHaveDuplicates();
    } else {
      assertThat(trace(traces, 4))
          .hasSpans(
              span -> answered(span, "GET", "/moved", 200),
              span -> served(span, "/moved").isChildOf(0),
              span -> served(span, "/moved-again").isChildOf(0),
              span -> served(span, "/end").isChildOf(0));
    }
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void send_redirectsInsideServersSpan_areItsChildren(Traces traces) throws Exception {
    server.whenCalled(() -> get("/moved"));
    get("/call");

    Trace trace = trace(traces, hopsAreSpans() ? 8 : 6);
    SpanRecord handler = server(trace, "/call");
    for (String path : hopsAreSpans() ? List.of("/moved", "/end") : List.of("/moved")) {
      assertThat(client(trace, path)).isChildOf(handler);
    }
  }

  @Test
  void send_endlessRedirects_allSpansEnd(Traces traces) throws Exception {
    Throwable thrown = catchThrowable(() -> get("/loop"));
    assertThat(thrown != null).isEqualTo(throwsOnEndlessRedirects());
    int requests = server.received("host").size();
    int clients = hopsAreSpans() ? requests : 1;
    traces.awaitSpans(requests + clients);
    traces.assertNoMoreSpans(SILENCE);

    assertThat(traces.spans()).filteredOn(span -> span.kind() == Kind.CLIENT).hasSize(clients);
  }

  @Test
  void send_refused_isTheLibrarysException(Traces traces) throws Exception {
    Throwable thrown = failure(Request.get("http://127.0.0.1:1/x"));
    assertThat(thrown).isInstanceOf(whenRefused());

    failed(only(traces), "http://127.0.0.1:1/x", "127.0.0.1", 1, thrown);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void send_refusedInsideServersSpan_isItsChildAndSoIsTheNext(Traces traces) throws Exception {
    server.whenCalled(
        () -> {
          failure(Request.get("http://127.0.0.1:1/x"));
          get("/next");
        });
    get("/call");

    Trace trace = trace(traces, 5);
    SpanRecord handler = server(trace, "/call");
    assertThat(handler).hasStatus(Status.UNSET);
    assertThat(trace.spans())
        .filteredOn(span -> span.parentSpanId().equals(handler.spanId()))
        .extracting(span -> span.attributes().get("url.full"))
        .containsExactlyInAnyOrder("http://127.0.0.1:1/x", server.url("/next"));
  }

  @Test
  void send_afterFailure_isTraceOfItsOwn(Traces traces) throws Exception {
    failure(Request.get("http://127.0.0.1:1/x"));
    get("/next");

    traces.awaitSpans(3);
    assertThat(traces.awaitTraces(2))
        .extracting(trace -> trace.spans().size())
        .containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void send_unknownHost_isTheLibrarysException(Traces traces) throws Exception {
    String url = "http://no.such.host.invalid/x";
    Throwable thrown = failure(Request.get(url));
    assertThat(thrown).isInstanceOf(whenHostIsUnknown());

    failed(only(traces), url, "no.such.host.invalid", 80, thrown);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void send_noAnswerInTime_isTheLibrarysException(Traces traces) throws Exception {
    String url = server.url("/slow");
    Request request = new Request("GET", url, Map.of(), "", Duration.ofMillis(200));
    Throwable thrown = failure(request);
    assertThat(thrown).isInstanceOf(whenNotInTime());

    SpanRecord span = traces.awaitSpans(1).get(0);
    failed(assertThat(span), url, "localhost", server.port(), thrown);
    assertThat(span.endNanos() - span.startNanos()).isLessThan(1_400_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 abc OK\r\n\r\n"})
  void send_answerIsNone_isTheLibrarysException(String answer, Traces traces) throws Exception {
    try (RudeServer rude = new RudeServer(answer)) {
      failure(Request.get(rude.url()));

      traces.awaitSpans(1);
      // Some try another address of the host, or once more.
      Thread.sleep(SILENCE.toMillis());
      assertThat(traces.spans())
          .allSatisfy(
              span ->
                  assertThat(span)
                      .hasKind(Kind.CLIENT)
                      .hasAttribute("url.full", rude.url())
                      .hasStatus(Status.ERROR)
                      .doesNotHaveAttribute("http.response.status_code"));
    }
  }

  @Test
  void send_bodyBreaksOff_spanEndsOnce(Traces traces) throws Exception {
    try (RudeServer rude =
        new RudeServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")) {
      try {
        send(Request.get(rude.url()));
      } catch (Exception breaksOff) {
        // By whoever reads the body, after the span or within it.
      }

      SpanAssert span = assertThat(traces.awaitSpans(1).get(0)).hasKind(Kind.CLIENT);
      if (endsBeforeBody()) {
        span.hasAttribute("http.response.status_code", 200).hasStatus(Status.UNSET);
      } else {
        span.hasStatus(Status.ERROR);
      }
      traces.assertNoMoreSpans(SILENCE);
    }
  }

  @Test
  void send_largeBodies_arriveWhole(Traces traces) throws Exception {
    String body = "0123456789abcdef".repeat(64 << 10);
    Answer answer = send(to("POST", "/echo", body));
    assertThat(answer.body().equals(body)).isTrue();

    answered(first(traces), "POST", "/echo", 200);
  }

  @Test
  void send_longUrl_isWhole(Traces traces) throws Exception {
    String path = "/" + "long/".repeat(1_500) + "?q=" + "%C3%A4".repeat(100);
    assertThat(get(path).status()).isEqualTo(200);

    answered(first(traces), "GET", path, 200);
  }

  @Test
  void send_addressOfHost_isServerAddress(Traces traces) throws Exception {
    String url = "http://127.0.0.1:" + server.port() + "/x";
    send(Request.get(url));

    first(traces)
        .hasAttribute("server.address", "127.0.0.1")
        .hasAttribute("server.port", server.port())
        .hasAttribute("url.full", url);
  }

  @Test
  void send_signatureInUrl_isRedacted(Traces traces) throws Exception {
    get("/secret?sig=abc&a=b&X-Amz-Signature=def");

    first(traces)
        .hasAttribute("url.full", server.url("/secret?sig=REDACTED&a=b&X-Amz-Signature=REDACTED"));
  }

  @Test
  void send_done_recordsDuration(Traces traces) throws Exception {
    get("/status/207");

    MetricRecord metric = traces.awaitMetric("http.client.request.duration");
    MetricRecord.Point point = metric.point(Map.of("http.response.status_code", 207L));
    assertThat(metric.unit()).isEqualTo("s");
    assertThat(requireNonNull(point).count()).isEqualTo(1);
    assertThat(point.attributes())
        .containsOnly(
            Map.entry("http.request.method", "GET"),
            Map.entry("server.address", "localhost"),
            Map.entry("server.port", (long) server.port()),
            Map.entry("http.response.status_code", 207L),
            Map.entry("network.protocol.version", "1.1"));
  }

  /** GETs a path of the server. */
  protected final Answer get(String path) throws Exception {
    return send(Request.get(server.url(path)));
  }

  private static Request to(String method, String path, String body) {
    return new Request(method, server.url(path), Map.of(), body);
  }

  /** The one trace, once it has as many spans; the server's may arrive before the client's. */
  protected static Trace trace(Traces traces, int spans) {
    traces.awaitSpans(spans);
    return traces.awaitTrace();
  }

  /** The client's span of a request that was answered. */
  protected static SpanAssert first(Traces traces) {
    return assertThat(trace(traces, 2).span(0));
  }

  /** The span of a request that never reached a server. */
  private static SpanAssert only(Traces traces) {
    return assertThat(trace(traces, 1).span(0));
  }

  /** What the span of an answered request has, all of it. */
  protected final SpanAssert answered(SpanAssert span, String method, String path, int status) {
    List<Object> attributes =
        new ArrayList<>(
            Arrays.asList(
                "http.request.method",
                method,
                "url.full",
                server.url(path),
                "server.address",
                "localhost",
                "server.port",
                server.port(),
                "http.response.status_code",
                status,
                "network.protocol.version",
                "1.1"));
    if (status >= 400) {
      attributes.add("error.type");
      attributes.add(Integer.toString(status));
    }
    return span.hasName(method)
        .hasKind(Kind.CLIENT)
        .hasAttributesExactly(attributes.toArray())
        .hasStatus(status >= 400 ? Status.ERROR : Status.UNSET)
        .hasNoEvents();
  }

  private static SpanAssert served(SpanAssert span, String path) {
    return span.hasKind(Kind.SERVER).hasAttribute("url.path", path);
  }

  private static void failed(SpanAssert span, String url, String host, int port, Throwable thrown) {
    span.hasName("GET")
        .hasKind(Kind.CLIENT)
        .hasAttributesExactly(
            "http.request.method",
            "GET",
            "url.full",
            url,
            "server.address",
            host,
            "server.port",
            port,
            "error.type",
            thrown.getClass().getName())
        .hasStatus(Status.ERROR)
        .hasException(thrown);
  }

  private static void resent(Trace trace, String path, int status, int count) {
    SpanAssert span =
        assertThat(trace.span(0))
            .hasName("GET")
            .hasKind(Kind.CLIENT)
            .hasNoParent()
            .hasAttribute("url.full", server.url(path))
            .hasAttribute("http.response.status_code", status);
    if (count == 0) {
      span.doesNotHaveAttribute("http.request.resend_count");
    } else {
      span.hasAttribute("http.request.resend_count", count);
    }
  }

  /** What the library throws, in which nothing of the agent shows. */
  private Throwable failure(Request request) {
    Throwable thrown = requireNonNull(catchThrowable(() -> send(request)));
    assertThat(thrown.getSuppressed()).isEmpty();
    assertThat(thrown.getStackTrace())
        .extracting(StackTraceElement::getClassName)
        .noneMatch(name -> name.startsWith("io.heddle.agent") || name.startsWith(KITS));
    return thrown;
  }

  private static SpanRecord client(Trace trace, String path) {
    return trace.spans().stream()
        .filter(span -> server.url(path).equals(span.attributes().get("url.full")))
        .findFirst()
        .orElseThrow();
  }

  private static SpanRecord server(Trace trace, String path) {
    return trace.spans().stream()
        .filter(span -> span.kind() == Kind.SERVER)
        .filter(span -> path.equals(span.attributes().get("url.path")))
        .findFirst()
        .orElseThrow();
  }

  private static String header(SpanRecord span) {
    return "00-" + span.traceId() + "-" + span.spanId() + "-03";
  }
}
