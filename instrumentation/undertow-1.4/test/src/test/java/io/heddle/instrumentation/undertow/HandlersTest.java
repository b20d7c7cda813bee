// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import static io.heddle.testing.TraceAssert.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What handlers of Undertow do that no servlet does. */
@UnderAgent
class HandlersTest {
  private static final int LARGE = 8 << 20;

  private static UndertowServer server;
  private static volatile HttpHandler handler;

  @BeforeAll
  static void start() {
    server =
        new UndertowServer(
            Handlers.path(exchange -> handler.handleRequest(exchange))
                .addExactPath("/inner", exchange -> exchange.getResponseSender().send("inner"))
                .addPrefixPath(
                    "/api",
                    Handlers.routing()
                        .get("/item/{id}", exchange -> exchange.getResponseSender().send("item")))
                .addPrefixPath(
                    "/shop",
                    Handlers.pathTemplate()
                        .add("/{name}/x", exchange -> exchange.setStatusCode(204))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void route_ofRoutingHandler_isTold(Traces traces) throws IOException {
    HttpWire.get(server.port(), "/api/item/7");

    one(traces).hasName("GET /api/item/{id}").hasAttribute("http.route", "/api/item/{id}");
  }

  @Test
  void route_ofPathTemplate_isTold(Traces traces) throws IOException {
    HttpWire.get(server.port(), "/shop/a/x");

    one(traces).hasName("GET /shop/{name}/x").hasAttribute("http.response.status_code", 204);
  }

  @Test
  void route_unmatched_isNone(Traces traces) throws IOException {
    HttpWire.get(server.port(), "/api/nothing");

    one(traces).hasName("GET").hasAttribute("http.response.status_code", 404);
  }

  @Test
  void dispatch_taskToWorker_carriesContext(Traces traces) throws IOException {
    handler = exchange -> exchange.dispatch(() -> callAndEnd(exchange));
    HttpWire.get(server.port(), "/");

    callIsChild(traces);
  }

  @Test
  void dispatch_taskToExecutor_carriesContext(Traces traces) throws IOException {
    Executor ownThread = task -> new Thread(task).start();
    handler = exchange -> exchange.dispatch(ownThread, () -> callAndEnd(exchange));
    HttpWire.get(server.port(), "/");

    callIsChild(traces);
  }

  @Test
  void dispatch_handlers_areOneSpan(Traces traces) throws IOException {
    HttpHandler last = HandlersTest::callAndEnd;
    HttpHandler onIoThread = exchange -> exchange.dispatch(last);
    handler =
        exchange ->
            exchange.dispatch(
                (HttpHandler) again -> again.dispatch(again.getIoThread(), onIoThread));
    HttpWire.get(server.port(), "/");

    callIsChild(traces);
  }

  @Test
  void worker_task_carriesContext(Traces traces) throws IOException {
    handler =
        exchange ->
            exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> server.threads().execute(() -> callAndEnd(exchange)));
    HttpWire.get(server.port(), "/");

    callIsChild(traces);
  }

  @Test
  void send_large_endsWithLastByte(Traces traces) throws IOException {
    handler = exchange -> exchange.getResponseSender().send(ByteBuffer.allocate(LARGE));
    assertThat(HttpWire.get(server.port(), "/").text()).hasSizeGreaterThan(LARGE);

    one(traces).hasStatus(Status.UNSET).hasAttribute("http.response.status_code", 200);
  }

  @Test
  void client_halfClosed_isNoError(Traces traces) throws IOException {
    handler =
        exchange ->
            exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> server.threads().execute(() -> exchange.getResponseSender().send("late")));
    try (Socket socket = HttpWire.connect(server.port(), "GET / HTTP/1.0\r\n\r\n")) {
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1)).endsWith("late");
    }

    one(traces).hasStatus(Status.UNSET).hasAttribute("http.response.status_code", 200);
  }

  @Test
  void upgrade_toOwnProtocol_endsWith101(Traces traces) throws IOException {
    handler =
        exchange ->
            exchange.upgradeChannel(
                "echo",
                (connection, upgraded) -> {
                  try {
                    connection.getSinkChannel().write(ByteBuffer.wrap("!".getBytes(ISO_8859_1)));
                    connection.close();
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    String head = HttpWire.head(server.port(), "GET", "/", "Connection: Upgrade", "Upgrade: echo");
    String text = HttpWire.sendText(server.port(), head + "\r\n").text();
    assertThat(text).startsWith("HTTP/1.1 101").endsWith("!");

    one(traces).hasStatus(Status.UNSET).hasAttribute("http.response.status_code", 101);
  }

  @Test
  void listener_throws_spanEnds(Traces traces) throws IOException {
    handler =
        exchange -> {
          exchange.addExchangeCompleteListener(
              (over, next) -> {
                next.proceed();
                throw new IllegalStateException("boom");
              });
          exchange.getResponseSender().send("done");
        };
    assertThat(HttpWire.get(server.port(), "/").text()).contains("done");

    one(traces).hasAttribute("http.response.status_code", 200);
  }

  @Test
  void events_sent_areOneSpan(Traces traces) throws IOException {
    handler =
        Handlers.serverSentEvents(
            (connection, last) -> {
              connection.send("one");
              connection.send("two");
              connection.shutdown();
            });
    assertThat(HttpWire.get(server.port(), "/").text()).contains("data:one", "data:two");

    one(traces).hasStatus(Status.UNSET).hasAttribute("http.response.status_code", 200);
  }

  private static SpanAssert one(Traces traces) {
    assertThat(traces.awaitTrace()).hasSize(1);
    return assertThat(traces.awaitTrace().span(0)).hasKind(Kind.SERVER).hasNoParent();
  }

  private static void callIsChild(Traces traces) {
    traces.awaitSpans(3);
    assertThat(traces.awaitTrace())
        .hasSpans(
            span -> span.hasKind(Kind.SERVER).hasAttribute("url.path", "/").hasNoParent(),
            span -> span.hasKind(Kind.CLIENT).isChildOf(0),
            span -> span.hasKind(Kind.SERVER).hasAttribute("url.path", "/inner").isChildOf(1));
  }

  private static void callAndEnd(HttpServerExchange exchange) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/inner");
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      try (InputStream in = connection.getInputStream()) {
        in.readAllBytes();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    exchange.endExchange();
  }
}
