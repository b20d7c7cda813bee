// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

@UnderAgent
class JavaHttpClientFailureTest extends ClientTest {
  @Test
  void send_refused_recordsTheExceptionThrown(Traces traces) {
    Throwable thrown = catchThrowable(() -> send(HttpRequest.newBuilder(NOBODY).build()));
    assertThat(thrown).isInstanceOf(ConnectException.class);

    failed(only(traces), NOBODY.toString(), 1, ConnectException.class);
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void send_interrupted_endsSpanAtOnce(Traces traces) throws Exception {
    Thread caller = Thread.currentThread();
    Thread interrupter = new Thread(() -> interruptLater(caller));
    interrupter.start();
    assertThatThrownBy(() -> send(get("/slow"))).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    interrupter.join();

    failed(
        assertThat(traces.awaitSpans(1).get(0)),
        server.url("/slow"),
        server.port(),
        InterruptedException.class);
  }

  private static void interruptLater(Thread thread) {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      return;
    }
    thread.interrupt();
  }

  @Test
  void send_alreadyInterrupted_isNoRequest(Traces traces) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> send(get("/x"))).isInstanceOf(InterruptedException.class);
    traces.assertNoSpans(SILENCE);
  }

  @Test
  void send_bodyHandlerThrows_recordsException(Traces traces) {
    assertThatThrownBy(
            () ->
                client.send(
                    get("/echo"),
                    info -> {
                      throw new IllegalStateException("handler");
                    }))
        .isInstanceOf(IOException.class);

    SpanAssert span = first(traces);
    span.hasStatus(Status.ERROR).hasException("java.io.IOException", "handler");
  }

  @Test
  void send_null_throwsAsEver(Traces traces) throws Exception {
    assertThatThrownBy(() -> send(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> client.send(get("/x"), null)).isInstanceOf(NullPointerException.class);
    assertThat(send(get("/echo")).statusCode()).isEqualTo(200);

    SpanRecord last = traces.awaitSpans(3).stream().filter(this::isEcho).findFirst().orElseThrow();
    ok(assertThat(last), "GET", "/echo").hasNoParent();
  }

  private boolean isEcho(SpanRecord span) {
    return server.url("/echo").equals(span.attributes().get("url.full"));
  }

  @Test
  void sendAsync_refused_recordsTheCause(Traces traces) {
    CompletableFuture<?> future =
        client.sendAsync(HttpRequest.newBuilder(NOBODY).build(), BodyHandlers.discarding());
    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ConnectException.class);

    failed(only(traces), NOBODY.toString(), 1, ConnectException.class);
  }

  @Test
  void sendAsync_cancelled_isNoError(Traces traces) throws Exception {
    CompletableFuture<?> future = client.sendAsync(get("/slow"), BodyHandlers.discarding());
    Thread.sleep(300);
    assertThat(future.cancel(true)).isTrue();

    assertThat(traces.awaitSpans(1).get(0))
        .hasName("GET")
        .hasAttributesExactly(
            "http.request.method",
            "GET",
            "url.full",
            server.url("/slow"),
            "server.address",
            "localhost",
            "server.port",
            server.port())
        .hasStatus(Status.UNSET)
        .hasNoEvents();
  }

  /** The span of a request that never reached a server. */
  private static SpanAssert only(Traces traces) {
    return assertThat(trace(traces, 1).span(0));
  }

  private static void status(SpanAssert span, String path, int status) {
    span.hasName("GET")
        .hasKind(Kind.CLIENT)
        .hasAttributesExactly(
            "http.request.method",
            "GET",
            "url.full",
            server.url(path),
            "server.address",
            "localhost",
            "server.port",
            server.port(),
            "http.response.status_code",
            status,
            "network.protocol.version",
            "1.1",
            "error.type",
            Integer.toString(status))
        .hasStatus(Status.ERROR)
        .hasStatusMessage("")
        .hasNoEvents();
  }

  private static void failed(
      SpanAssert span, String url, int port, Class<? extends Throwable> thrown) {
    span.hasName("GET")
        .hasKind(Kind.CLIENT)
        .hasAttributesExactly(
            "http.request.method",
            "GET",
            "url.full",
            url,
            "server.address",
            "localhost",
            "server.port",
            port,
            "error.type",
            thrown.getName())
        .hasStatus(Status.ERROR)
        .hasException(thrown);
  }
}
