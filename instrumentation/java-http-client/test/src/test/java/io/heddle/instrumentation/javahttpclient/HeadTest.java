// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The bytes that the client writes. */
@UnderAgent
class HeadTest extends ClientTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void send_ownHeaders_areWrittenWithTheContext(Traces traces) throws Exception {
    try (Wire wire = new Wire()) {
      assertThat(send(wire.request().header("A", "b").build()).statusCode()).isEqualTo(200);

      SpanRecord span = traces.awaitTrace().span(0);
      assertThat(wire.lines())
          .startsWith("GET /wire HTTP/1.1")
          .contains("A: b", "Host: localhost:" + wire.port())
          .endsWith("traceparent: " + traceParent(span), "", "");
      assertThat(wire.lines()).filteredOn(String::isEmpty).hasSize(2);
    }
  }

  @Test
  void send_body_followsTheHead(Traces traces) throws Exception {
    try (Wire wire = new Wire()) {
      HttpRequest request = wire.request().POST(BodyPublishers.ofString("body")).build();
      assertThat(send(request).statusCode()).isEqualTo(200);

      SpanRecord span = traces.awaitTrace().span(0);
      assertThat(wire.lines())
          .startsWith("POST /wire HTTP/1.1")
          .contains("Content-Length: 4")
          .endsWith("traceparent: " + traceParent(span), "", "body");
    }
  }

  @Test
  void send_contextWithStateAndBaggage_isWrittenLineByLine(Traces traces) throws Exception {
    try (Wire wire = new Wire();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      server.whenCalled(() -> send(wire.request().build()));
      String head =
          "GET /call HTTP/1.1\r\nHost: x\r\nConnection: close\r\ntraceparent: 00-"
              + TRACE
              + "-b7ad6b7169203331-01\r\ntracestate: a=b\r\nbaggage: k=v\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200");

      assertThat(traces.awaitSpans(2)).allMatch(span -> span.traceId().equals(TRACE));
      List<String> lines = wire.lines();
      List<String> written = lines.subList(lines.size() - 5, lines.size());
      assertThat(written.get(0)).matches("traceparent: 00-" + TRACE + "-[0-9a-f]{16}-01");
      assertThat(written.subList(1, 5)).containsExactly("tracestate: a=b", "baggage: k=v", "", "");
    }
  }

  /** A server for one request, which it keeps as it came. */
  private static final class Wire implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<String> request = new CompletableFuture<>();

    Wire() throws IOException {
      Thread thread = new Thread(this::serve);
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return server.getLocalPort();
    }

    HttpRequest.Builder request() {
      return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/wire"));
    }

    List<String> lines() throws Exception {
      return Arrays.asList(request.get(10, TimeUnit.SECONDS).split("\r\n", -1));
    }

    private void serve() {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        int left = Integer.MAX_VALUE;
        while (left > 0) {
          read.append((char) in.read());
          left--;
          if (left > 8 && read.indexOf("\r\n\r\n") > 0) {
            left = read.indexOf("Content-Length: 4") > 0 ? 4 : 0;
          }
        }
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        request.complete(read.toString());
      } catch (IOException e) {
        request.completeExceptionally(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
