// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpGrpcTest {
  @Test
  void send_spans_arriveAsTheyWere() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver()) {
      OtlpEndpoint endpoint =
          receiver
              .endpoint()
              .header("Api-Key", "a\r\nb")
              .userAgent("Heddle/0.1")
              .timeoutMillis(7000)
              .build();
      assertThat(Requests.send(endpoint).toString()).isEqualTo("SENT");
      assertThat(receiver.traces.get(0).getResourceSpans(0).getScopeSpans(0).getSpans(2).getName())
          .isEqualTo("span 2");
      assertThat(receiver.header(0, "api-key")).isEqualTo("a  b");
      assertThat(receiver.header(0, "user-agent")).isEqualTo("Heddle/0.1");
      assertThat(receiver.header(0, "content-type")).isEqualTo("application/grpc");
      assertThat(receiver.header(0, "grpc-timeout")).matches("\\d+n?m?");
    }
  }

  @Test
  void send_anything_asksForTrailers() throws Exception {
    // The server keeps the header te to itself and logs a warning when it is missing.
    Logger logger = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler");
    List<LogRecord> records = new CopyOnWriteArrayList<>();
    Handler handler = new Recording(records);
    logger.addHandler(handler);
    try (GrpcReceiver receiver = new GrpcReceiver()) {
      assertThat(Requests.send(receiver.endpoint().build()).toString()).isEqualTo("SENT");
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(records).extracting(LogRecord::getMessage).isEmpty();
  }

  /** Keeps what is logged. */
  private static final class Recording extends Handler {
    private final List<LogRecord> records;

    Recording(List<LogRecord> records) {
      this.records = records;
    }

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void send_gzipManyTimes_arrives() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver()) {
      OtlpClient client = new OtlpClient(receiver.endpoint().gzip(true).build(), OtlpSignal.TRACES);
      for (int i = 0; i < 5; i++) {
        assertThat(client.send(Requests.spans(500), Requests.in(10)).toString()).isEqualTo("SENT");
      }
      client.close();
      assertThat(receiver.header(0, "grpc-encoding")).isEqualTo("gzip");
      assertThat(receiver.traces).hasSize(5);
      assertThat(receiver.traces.get(4).getResourceSpans(0).getScopeSpans(0).getSpansCount())
          .isEqualTo(500);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {
        "CANCELLED",
        "DEADLINE_EXCEEDED",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNAVAILABLE",
        "DATA_LOSS"
      })
  void send_passingFailure_isSentAgain(Status.Code code) throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver()) {
      receiver.failures.add(code.toStatus().asRuntimeException());
      assertThat(Requests.send(receiver.endpoint().build()).toString()).isEqualTo("SENT");
      assertThat(receiver.traces).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "OK",
        "CANCELLED",
        "DEADLINE_EXCEEDED",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNAVAILABLE",
        "DATA_LOSS"
      })
  void send_lastingFailure_isRefusedAtOnce(Status.Code code) throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver()) {
      receiver.failures.add(code.toStatus().withDescription("nö %").asRuntimeException());
      OtlpResult result = Requests.send(receiver.endpoint().build());
      assertThat(result.kind()).isEqualTo(OtlpResult.Kind.REFUSED);
      assertThat(result.message()).endsWith("gRPC " + code + " nö %");
      assertThat(receiver.traces).hasSize(1);
    }
  }

  @Test
  void send_exhaustedWithRetryInfo_isSentAgainNotBefore() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver()) {
      RetryInfo info =
          RetryInfo.newBuilder()
              .setRetryDelay(Duration.newBuilder().setSeconds(1).setNanos(200_000_000))
              .build();
      receiver.failures.add(
          StatusProto.toStatusRuntimeException(
              com.google.rpc.Status.newBuilder()
                  .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
                  .setMessage("slow down")
                  .addDetails(Any.pack(com.google.rpc.Help.getDefaultInstance()))
                  .addDetails(Any.pack(info))
                  .build()));
      assertThat(Requests.send(receiver.endpoint().build()).toString()).isEqualTo("SENT");
      assertThat(receiver.times.get(1) - receiver.times.get(0))
          .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1190));
    }
  }

  @Test
  void send_partialSuccess_isNotSentAgain() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver()) {
      receiver.response =
          ExportTraceServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportTracePartialSuccess.newBuilder().setRejectedSpans(1).setErrorMessage("old"))
              .build();
      OtlpResult result = Requests.send(receiver.endpoint().build());
      assertThat(result.kind()).isEqualTo(OtlpResult.Kind.PARTIAL);
      assertThat(result.rejected()).isEqualTo(1);
    }
  }

  @Test
  void send_neverAnswered_endsAtTheTimeout() throws Exception {
    try (GrpcReceiver receiver = GrpcReceiver.silent()) {
      long start = System.nanoTime();
      OtlpResult result = Requests.send(receiver.endpoint().timeoutMillis(500).build());
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(400L, 5000L);
      assertThat(result.isDelivered()).isFalse();
    }
  }

  @Test
  void close_whileWaitingForAnAnswer_endsIt() throws Exception {
    try (GrpcReceiver receiver = GrpcReceiver.silent()) {
      OtlpClient client = new OtlpClient(receiver.endpoint().build(), OtlpSignal.TRACES);
      Thread closer =
          new Thread(
              () -> {
                while (receiver.traces.isEmpty()) {
                  Thread.onSpinWait();
                }
                client.close();
              });
      closer.start();
      long start = System.nanoTime();
      assertThat(client.send(Requests.spans(1), Requests.in(30)).message()).isEqualTo("shut down");
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }
  }

  @Test
  void send_receiverRestarted_arrivesOnANewConnection() throws Exception {
    OtlpClient client;
    try (GrpcReceiver first = new GrpcReceiver()) {
      client =
          new OtlpClient(first.endpoint().build(), OtlpSignal.TRACES, new RetryPolicy(2, 20, 20));
      assertThat(client.send(Requests.spans(1), Requests.in(10)).isDelivered()).isTrue();
    }
    OtlpResult dead = client.send(Requests.spans(1), Requests.in(10));
    assertThat(dead.kind()).isEqualTo(OtlpResult.Kind.RETRYABLE);
    assertThat(dead.message()).contains("localhost");
    client.close();
  }

  @Test
  void send_notAGrpcServer_fails() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                while (!server.isClosed()) {
                  try (java.net.Socket socket = server.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                    socket.getOutputStream().flush();
                    socket.getInputStream().read();
                  } catch (java.io.IOException closed) {
                    // The next one.
                  }
                }
              });
      thread.setDaemon(true);
      thread.start();
      OtlpEndpoint endpoint =
          OtlpEndpoint.at("http://localhost:" + server.getLocalPort(), OtlpEndpoint.Protocol.GRPC)
              .timeoutMillis(3000)
              .build();
      assertThat(Requests.send(endpoint).isDelivered()).isFalse();
    }
  }

  @Test
  void send_tls_trustAndClientCertificate(@TempDir Path folder) throws Exception {
    TestCertificates server = TestCertificates.make(folder, "server", "RSA", "dns:localhost");
    TestCertificates client = TestCertificates.make(folder, "client", "EC", "dns:client");
    try (GrpcReceiver receiver = new GrpcReceiver(server, client)) {
      String trusted = server.certificateFile.toString();
      OtlpEndpoint mutual =
          receiver
              .endpoint()
              .certificate(trusted)
              .client(client.keyFile.toString(), client.certificateFile.toString())
              .build();
      assertThat(Requests.send(mutual).toString()).isEqualTo("SENT");
      assertThat(Requests.send(receiver.endpoint().certificate(trusted).build()).isDelivered())
          .isFalse();
      assertThat(Requests.send(receiver.endpoint().build()).kind())
          .isEqualTo(OtlpResult.Kind.REFUSED);
      assertThat(receiver.traces).hasSize(1);
    }
  }
}
