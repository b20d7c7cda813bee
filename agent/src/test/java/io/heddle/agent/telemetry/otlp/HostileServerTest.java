// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do what no receiver should, on raw sockets. */
class HostileServerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  /** What the server does with one connection. */
  private interface Behaviour {
    void serve(Socket socket, int number) throws Exception;
  }

  private ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private OtlpEndpoint.Builder serve(Behaviour behaviour) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  behaviour.serve(socket, connections.incrementAndGet());
                } catch (Exception closed) {
                  // The next one.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return OtlpEndpoint.at(
        "http://127.0.0.1:" + server.getLocalPort() + "/v1/traces",
        OtlpEndpoint.Protocol.HTTP_PROTOBUF);
  }

  /** Reads one request whole. */
  private static void request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed");
      }
      head.append((char) b);
    }
    int at = head.indexOf("Content-Length: ") + 16;
    in.readNBytes(Integer.parseInt(head.substring(at, head.indexOf("\r", at))));
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\0\1\2\n\n\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n500000\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
      })
  void send_garbage_isRefused(String answer) throws Exception {
    OtlpEndpoint endpoint =
        serve(
                (socket, number) -> {
                  request(socket.getInputStream());
                  say(socket, answer);
                })
            .build();
    OtlpResult result = Requests.send(endpoint);
    assertThat(result.kind()).as(result.toString()).isEqualTo(OtlpResult.Kind.REFUSED);
    assertThat(connections).hasValue(1);
  }

  @Test
  void send_endlessHead_isRefused() throws Exception {
    OtlpEndpoint endpoint =
        serve(
                (socket, number) -> {
                  request(socket.getInputStream());
                  say(socket, "HTTP/1.1 200 OK\r\n");
                  while (true) {
                    say(socket, "X-More: and more of it\r\n");
                  }
                })
            .build();
    assertThat(Requests.send(endpoint).message()).contains("head above");
  }

  @Test
  void send_endlessBody_isRefused() throws Exception {
    OtlpEndpoint endpoint =
        serve(
                (socket, number) -> {
                  request(socket.getInputStream());
                  say(socket, "HTTP/1.1 200 OK\r\n\r\n");
                  byte[] zeros = new byte[65536];
                  while (true) {
                    socket.getOutputStream().write(zeros);
                  }
                })
            .build();
    assertThat(Requests.send(endpoint).message()).contains("response above");
  }

  @Test
  void send_closedWithoutAnswer_isTriedFiveTimes() throws Exception {
    OtlpEndpoint endpoint = serve((socket, number) -> request(socket.getInputStream())).build();
    OtlpResult result = Requests.send(endpoint);
    assertThat(result.kind()).isEqualTo(OtlpResult.Kind.RETRYABLE);
    assertThat(result.message()).contains("without an answer");
    assertThat(connections).hasValue(5);
  }

  @Test
  void send_nobodyListens_isTriedAndFails() throws Exception {
    OtlpEndpoint.Builder endpoint = serve((socket, number) -> {});
    server.close();
    OtlpResult result = Requests.send(endpoint.build());
    assertThat(result.kind()).isEqualTo(OtlpResult.Kind.RETRYABLE);
    assertThat(result.message()).contains("refused");
  }

  private static void assertEndsInTime(OtlpEndpoint endpoint, int size) {
    OtlpClient client = new OtlpClient(endpoint, OtlpSignal.TRACES, Requests.FAST);
    long start = System.nanoTime();
    OtlpResult result = client.send(new byte[size], size, Requests.in(20));
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(400L, 5000L);
    assertThat(result.kind()).isEqualTo(OtlpResult.Kind.RETRYABLE);
    assertThat(result.message()).contains("no answer in time");
    client.close();
  }

  @Test
  void send_neverAnswered_endsAtTheTimeout() throws Exception {
    assertEndsInTime(
        serve((socket, number) -> Thread.sleep(10_000)).timeoutMillis(500).build(), 100);
  }

  @Test
  void send_neverRead_endsAtTheTimeout() throws Exception {
    assertEndsInTime(
        serve((socket, number) -> Thread.sleep(10_000)).timeoutMillis(500).build(), 32 << 20);
  }

  @Test
  void send_answerByteByByte_endsAtTheTimeout() throws Exception {
    OtlpEndpoint endpoint =
        serve(
                (socket, number) -> {
                  request(socket.getInputStream());
                  say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                  for (int i = 0; i < 1000; i++) {
                    say(socket, "x");
                    Thread.sleep(20);
                  }
                })
            .timeoutMillis(500)
            .build();
    assertEndsInTime(endpoint, 100);
  }

  @Test
  void send_tlsToAServerThatSaysNothing_endsAtTheTimeout() throws Exception {
    serve((socket, number) -> Thread.sleep(10_000));
    OtlpEndpoint endpoint =
        OtlpEndpoint.at(
                "https://127.0.0.1:" + server.getLocalPort() + "/",
                OtlpEndpoint.Protocol.HTTP_PROTOBUF)
            .timeoutMillis(500)
            .build();
    assertEndsInTime(endpoint, 100);
  }

  @Test
  void close_whileWaitingForAnAnswer_endsIt() throws Exception {
    OtlpEndpoint endpoint = serve((socket, number) -> Thread.sleep(10_000)).build();
    OtlpClient client = new OtlpClient(endpoint, OtlpSignal.TRACES);
    Thread closer =
        new Thread(
            () -> {
              while (connections.get() == 0) {
                Thread.onSpinWait();
              }
              client.close();
            });
    closer.start();
    long start = System.nanoTime();
    assertThat(client.send(Requests.spans(1), Requests.in(30)).message()).isEqualTo("shut down");
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
  }

  @Test
  void send_idleConnectionWasClosed_opensAnother() throws Exception {
    OtlpEndpoint endpoint =
        serve(
                (socket, number) -> {
                  request(socket.getInputStream());
                  say(socket, OK);
                })
            .build();
    OtlpClient client = new OtlpClient(endpoint, OtlpSignal.TRACES, new RetryPolicy(1, 10, 10));
    for (int i = 0; i < 5; i++) {
      assertThat(client.send(Requests.spans(1), Requests.in(10)).toString()).isEqualTo("SENT");
    }
    assertThat(connections).hasValue(5);
    client.close();
  }

  @Test
  void send_idleConnectionGotATimeoutNotice_opensAnother() throws Exception {
    OtlpEndpoint endpoint =
        serve(
                (socket, number) -> {
                  request(socket.getInputStream());
                  say(socket, OK);
                  Thread.sleep(50);
                  say(socket, "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
                })
            .build();
    OtlpClient client = new OtlpClient(endpoint, OtlpSignal.TRACES, new RetryPolicy(1, 10, 10));
    assertThat(client.send(Requests.spans(1), Requests.in(10)).toString()).isEqualTo("SENT");
    Thread.sleep(200);
    assertThat(client.send(Requests.spans(1), Requests.in(10)).toString()).isEqualTo("SENT");
    client.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 100 Continue\r\n\r\n" + OK,
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: Chunked\r\n\r\n2;x=y\r\n\n\0\r\n0\r\nTrailer: 1\r\n\r\n",
      })
  void send_oddButLegalAnswer_isSent(String answer) throws Exception {
    OtlpEndpoint endpoint =
        serve(
                (socket, number) -> {
                  request(socket.getInputStream());
                  say(socket, answer);
                })
            .build();
    OtlpClient client = new OtlpClient(endpoint, OtlpSignal.TRACES, new RetryPolicy(1, 10, 10));
    assertThat(client.send(Requests.spans(1), Requests.in(10)).toString()).isEqualTo("SENT");
    assertThat(client.send(Requests.spans(1), Requests.in(10)).toString()).isEqualTo("SENT");
    client.close();
  }

  @Test
  void send_refusedBeforeTheBodyWasRead_tellsWhy() throws Exception {
    OtlpEndpoint endpoint =
        serve(
                (socket, number) -> {
                  say(
                      socket,
                      "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                  socket.shutdownOutput();
                  socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                })
            .build();
    OtlpClient client = new OtlpClient(endpoint, OtlpSignal.TRACES);
    assertThat(client.send(new byte[8 << 20], 8 << 20, Requests.in(10)).message())
        .contains("HTTP 413");
    client.close();
  }
}
