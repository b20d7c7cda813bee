// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.heddle.agent.telemetry.export.TestSpans;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpHttpTest {
  private HttpReceiver receiver;

  @BeforeEach
  void open() throws Exception {
    receiver = new HttpReceiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void send_spans_arriveAsTheyWere() throws Exception {
    OtlpEndpoint endpoint =
        receiver
            .endpoint()
            .header("api-key", "secret\r\nX-Injected: 1")
            .userAgent("Heddle/0.1")
            .build();
    assertThat(Requests.send(endpoint).kind()).isEqualTo(OtlpResult.Kind.SENT);
    List<Span> spans = receiver.request(0).getResourceSpans(0).getScopeSpans(0).getSpansList();
    assertThat(spans).extracting(Span::getName).containsExactly("span 0", "span 1", "span 2");
    assertThat(spans.get(0).getAttributesList())
        .anySatisfy(a -> assertThat(a.getValue().getStringValue()).isEqualTo("grün €"));
    assertThat(
            receiver
                .request(0)
                .getResourceSpans(0)
                .getResource()
                .getAttributes(0)
                .getValue()
                .getStringValue())
        .isEqualTo("shop");
    assertThat(receiver.paths).containsExactly("/v1/traces");
    assertThat(receiver.headers.get(0).getFirst("Content-Type"))
        .isEqualTo("application/x-protobuf");
    assertThat(receiver.headers.get(0).getFirst("User-Agent")).isEqualTo("Heddle/0.1");
    assertThat(receiver.headers.get(0).getFirst("Host")).isEqualTo("localhost:" + receiver.port());
    assertThat(receiver.headers.get(0).getFirst("api-key")).isEqualTo("secret  X-Injected: 1");
    assertThat(receiver.headers.get(0)).doesNotContainKey("X-Injected");
  }

  @Test
  void send_gzip_arrivesCompressed() throws Exception {
    assertThat(Requests.send(receiver.endpoint().gzip(true).build()).kind())
        .isEqualTo(OtlpResult.Kind.SENT);
    assertThat(receiver.headers.get(0).getFirst("Content-Encoding")).isEqualTo("gzip");
    assertThat(receiver.unzipped(0).getResourceSpans(0).getScopeSpans(0).getSpansCount())
        .isEqualTo(3);
  }

  @Test
  void send_bytes_arriveUnchanged() {
    OtlpClient client = new OtlpClient(receiver.endpoint().build(), OtlpSignal.TRACES);
    assertThat(client.send(new byte[] {1, 2, 3}, 3, Requests.in(10)).kind())
        .isEqualTo(OtlpResult.Kind.SENT);
    assertThat(receiver.bodies.get(0)).containsExactly(1, 2, 3);
    client.close();
  }

  @Test
  void send_manyTimes_usesOneConnection() {
    OtlpClient client = new OtlpClient(receiver.endpoint().build(), OtlpSignal.TRACES);
    for (int i = 0; i < 20; i++) {
      assertThat(client.send(Requests.spans(i * 10), Requests.in(10)).isDelivered()).isTrue();
    }
    client.close();
    assertThat(receiver.clients).hasSize(20);
    assertThat(receiver.clients.stream().distinct().count()).isEqualTo(1);
  }

  @Test
  void send_503WithRetryAfter_isSentAgainNotBefore() {
    receiver.answers.add(HttpReceiver.Answer.of(503, "busy").with("Retry-After", "1"));
    assertThat(Requests.send(receiver.endpoint().build()).kind()).isEqualTo(OtlpResult.Kind.SENT);
    assertThat(receiver.bodies).hasSize(2);
    assertThat(receiver.bodies.get(1)).isEqualTo(receiver.bodies.get(0));
    assertThat(receiver.times.get(1) - receiver.times.get(0))
        .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(990));
  }

  @Test
  void send_429WithRetryDate_isSentAgainNotBefore() {
    ZonedDateTime later = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2);
    receiver.answers.add(
        HttpReceiver.Answer.of(429, "slow down")
            .with("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(later)));
    assertThat(Requests.send(receiver.endpoint().build()).kind()).isEqualTo(OtlpResult.Kind.SENT);
    assertThat(receiver.times.get(1) - receiver.times.get(0))
        .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void send_alwaysUnavailable_endsAfterFiveAttempts(int status) {
    for (int i = 0; i < 9; i++) {
      receiver.answers.add(HttpReceiver.Answer.of(status, "no"));
    }
    OtlpResult result = Requests.send(receiver.endpoint().build());
    assertThat(result.kind()).isEqualTo(OtlpResult.Kind.RETRYABLE);
    assertThat(result.message()).contains("HTTP " + status + " no");
    assertThat(receiver.bodies).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 408, 413, 415, 500, 501})
  void send_otherFailure_isRefusedAtOnce(int status) {
    receiver.answers.add(
        HttpReceiver.Answer.of(status, "because\nof this").with("Retry-After", "0"));
    OtlpResult result = Requests.send(receiver.endpoint().build());
    assertThat(result.kind()).isEqualTo(OtlpResult.Kind.REFUSED);
    assertThat(result.message()).endsWith("HTTP " + status + " because of this");
    assertThat(receiver.bodies).hasSize(1);
  }

  @Test
  void send_400WithStatusMessage_tellsIt() {
    byte[] status =
        Status.newBuilder().setCode(3).setMessage("span id is empty").build().toByteArray();
    receiver.answers.add(HttpReceiver.Answer.proto(400, status));
    assertThat(Requests.send(receiver.endpoint().build()).message())
        .endsWith("HTTP 400 span id is empty");
  }

  @Test
  void send_retryAfterBeyondTheTimeout_givesUpAtOnce() {
    receiver.answers.add(HttpReceiver.Answer.of(503, "later").with("Retry-After", "3600"));
    long start = System.nanoTime();
    OtlpResult result = Requests.send(receiver.endpoint().build());
    assertThat(result.kind()).isEqualTo(OtlpResult.Kind.RETRYABLE);
    assertThat(result.retryAfterMillis()).isEqualTo(3_600_000);
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
  }

  @Test
  void send_partialSuccess_isNotSentAgain() {
    receiver.answers.add(HttpReceiver.Answer.proto(200, partial(2, "too old")));
    OtlpResult result = Requests.send(receiver.endpoint().build());
    assertThat(result.kind()).isEqualTo(OtlpResult.Kind.PARTIAL);
    assertThat(result.rejected()).isEqualTo(2);
    assertThat(result.message()).contains("too old");
    assertThat(receiver.bodies).hasSize(1);
  }

  @Test
  void send_warning_isPartialWithNothingRejected() {
    receiver.answers.add(HttpReceiver.Answer.proto(200, partial(0, "use v2")));
    OtlpResult result = Requests.send(receiver.endpoint().build());
    assertThat(result.kind()).isEqualTo(OtlpResult.Kind.PARTIAL);
    assertThat(result.rejected()).isZero();
  }

  @Test
  void send_emptyPartialSuccess_isSent() {
    receiver.answers.add(HttpReceiver.Answer.proto(200, partial(0, "")));
    assertThat(Requests.send(receiver.endpoint().build()).kind()).isEqualTo(OtlpResult.Kind.SENT);
  }

  @Test
  void send_successThatIsNotOtlp_isRefused() {
    receiver.answers.add(HttpReceiver.Answer.proto(200, new byte[] {-1, -1, -1, 7}));
    assertThat(Requests.send(receiver.endpoint().build()).message()).contains("garbage");
    receiver.answers.add(
        new HttpReceiver.Answer(200, "text/html; charset=utf-8", "<html>".getBytes(), null, null));
    assertThat(Requests.send(receiver.endpoint().build()).message()).contains("HTML");
    receiver.answers.add(
        new HttpReceiver.Answer(200, "application/json", "{}".getBytes(), null, null));
    assertThat(Requests.send(receiver.endpoint().build()).kind()).isEqualTo(OtlpResult.Kind.SENT);
  }

  @Test
  void send_above64MiB_isRefusedHere() {
    OtlpClient client = new OtlpClient(receiver.endpoint().build(), OtlpSignal.TRACES);
    OtlpResult result = client.send(new byte[0], OtlpClient.MAX_REQUEST + 1, Requests.in(10));
    assertThat(result.kind()).isEqualTo(OtlpResult.Kind.REFUSED);
    assertThat(receiver.bodies).isEmpty();
  }

  @Test
  void send_afterClose_isRefused() {
    OtlpClient client = new OtlpClient(receiver.endpoint().build(), OtlpSignal.TRACES);
    assertThat(client.send(Requests.spans(1), Requests.in(10)).isDelivered()).isTrue();
    client.close();
    client.close();
    assertThat(client.send(Requests.spans(1), Requests.in(10)).kind())
        .isEqualTo(OtlpResult.Kind.REFUSED);
    assertThat(receiver.bodies).hasSize(1);
  }

  @Test
  void close_whileWaitingToRetry_endsTheWait() throws Exception {
    OtlpClient client = new OtlpClient(receiver.endpoint().build(), OtlpSignal.TRACES);
    receiver.answers.add(HttpReceiver.Answer.of(503, "later").with("Retry-After", "8"));
    long start = System.nanoTime();
    Thread closer =
        new Thread(
            () -> {
              while (receiver.bodies.isEmpty()) {
                Thread.onSpinWait();
              }
              client.close();
            });
    closer.start();
    assertThat(client.send(Requests.spans(1), Requests.in(30)).isDelivered()).isFalse();
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    closer.join();
  }

  @Test
  void export_reusedMarshaler_writesEachBatchAlone() throws Exception {
    OtlpSpanSink sink = new OtlpSpanSink(receiver.endpoint().build());
    sink.export(TestSpans.spans(50), Requests.in(10));
    sink.export(TestSpans.spans(2), Requests.in(10));
    sink.close();
    assertThat(receiver.request(0).getResourceSpans(0).getScopeSpans(0).getSpansCount())
        .isEqualTo(50);
    assertThat(receiver.request(1).getResourceSpans(0).getScopeSpans(0).getSpansCount())
        .isEqualTo(2);
  }

  private static byte[] partial(long rejected, String message) {
    return ExportTraceServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(rejected)
                .setErrorMessage(message))
        .build()
        .toByteArray();
  }
}
