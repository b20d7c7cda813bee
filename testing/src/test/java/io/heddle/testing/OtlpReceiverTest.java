// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import static io.heddle.testing.SpanRecord.Kind.CLIENT;
import static io.heddle.testing.SpanRecord.Kind.SERVER;
import static io.heddle.testing.SpanRecord.Status.ERROR;
import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpReceiverTest {
  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void sdk_gzip_storesEverythingOfASpan(String protocol) {
    IllegalStateException failure = new IllegalStateException("no such user");
    try (Sdk sdk = sdk(protocol)) {
      Span server = sdk.tracer().spanBuilder("GET /users").setSpanKind(SpanKind.SERVER).startSpan();
      try (Scope scope = server.makeCurrent()) {
        Span client =
            sdk.tracer()
                .spanBuilder("SELECT users")
                .setSpanKind(SpanKind.CLIENT)
                .addLink(server.getSpanContext())
                .setAttribute("db.namespace", "test")
                .setAttribute("rows", 3)
                .setAttribute(AttributeKey.stringArrayKey("names"), java.util.List.of("a", "b"))
                .startSpan();
        client.recordException(failure);
        client.setStatus(StatusCode.ERROR, "broken");
        client.end();
      }
      server.end();

      Trace trace = receiver.traces().awaitTrace();

      assertThat(trace)
          .hasSpans(
              span ->
                  span.hasName("GET /users")
                      .hasKind(SERVER)
                      .hasNoParent()
                      .hasNoEvents()
                      .hasScope("kit")
                      .hasScopeVersion("1.2")
                      .hasResourceAttribute("service.name", "sdk")
                      .hasAttributesExactly(),
              span ->
                  span.hasName("SELECT users")
                      .hasKind(CLIENT)
                      .isChildOf(0)
                      .hasStatus(ERROR)
                      .hasStatusMessage("broken")
                      .hasException(failure)
                      .hasLinkTo(trace.span(0))
                      .hasAttributesExactly(
                          "db.namespace", "test", "rows", 3, "names", new String[] {"a", "b"}));
    }
    RequestRecord request = receiver.requests().get(0);
    assertThat(request.protocol()).isEqualTo(protocol);
    assertThat(request.headers()).containsKey("user-agent");
    if (protocol.equals("grpc")) {
      assertThat(request.headers()).containsEntry("grpc-encoding", "gzip");
    } else {
      assertThat(request.headers()).containsEntry("content-encoding", "gzip");
      assertThat(request.wireBytes()).isLessThan(request.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void sdk_unavailableOnce_isStoredByTheRetry(String protocol) {
    receiver.answerNext(Answer.unavailable(Duration.ofSeconds(1)));
    try (Sdk sdk = sdk(protocol)) {
      sdk.tracer().spanBuilder("retried").startSpan().end();

      assertThat(receiver.traces().awaitSpans(1)).hasSize(1);
    }
    assertThat(receiver.requestCount()).isEqualTo(2);
    assertThat(receiver.requests().get(0).answer().httpStatus()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void sdk_badRequest_isCountedAndNotStored(String protocol) {
    receiver.answer(Answer.status(400));
    try (Sdk sdk = sdk(protocol)) {
      sdk.tracer().spanBuilder("refused").startSpan().end();
    }
    assertThat(receiver.requestCount()).isEqualTo(1);
    assertThat(receiver.spans()).isEmpty();
  }

  @Test
  void answer_never_letsTheClientTimeOut() {
    receiver.answer(Answer.never());

    assertThatThrownBy(() -> post("/v1/traces", new byte[0]))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void answer_garbage_isNoProtobuf() throws Exception {
    receiver.answer(Answer.garbage());

    HttpResponse<byte[]> response = post("/v1/traces", new byte[0]);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThatThrownBy(
            () ->
                io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse.parseFrom(
                    response.body()))
        .isInstanceOf(com.google.protobuf.InvalidProtocolBufferException.class);
  }

  @Test
  void answer_unavailable_hasRetryAfter() throws Exception {
    receiver.answer(Answer.unavailable(Duration.ofSeconds(7)));

    HttpResponse<byte[]> response = post("/v1/metrics", new byte[0]);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
  }

  @Test
  void answer_partialSuccess_tellsWhatWasRejected() throws Exception {
    receiver.answer(Answer.partialSuccess(2, "too old"));

    HttpResponse<byte[]> response = post("/v1/traces", new byte[0]);

    assertThat(
            io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse.parseFrom(
                    response.body())
                .getPartialSuccess()
                .getRejectedSpans())
        .isEqualTo(2);
  }

  @Test
  void post_malformedMessage_is400() throws Exception {
    assertThat(post("/v1/traces", new byte[] {-1, -1, -1}).statusCode()).isEqualTo(400);
    assertThat(post("/v2/traces", new byte[0]).statusCode()).isEqualTo(404);
  }

  @Test
  void clear_lateSpanOfEarlierTrace_isIgnored() {
    try (Sdk sdk = Sdk.http(receiver.httpEndpoint())) {
      Tracer tracer = sdk.tracer();
      Span earlier = tracer.spanBuilder("earlier").startSpan();
      Span late;
      try (Scope scope = earlier.makeCurrent()) {
        late = tracer.spanBuilder("late").startSpan();
      }
      earlier.end();
      receiver.clear();
      late.end();
      tracer.spanBuilder("own").startSpan().end();

      receiver.traces().assertTraces(trace -> trace.hasSpans(span -> span.hasName("own")));
      receiver.traces().assertNoMoreSpans(Duration.ofMillis(150));
    }
  }

  @Test
  void clear_spanOpenBefore_isKeptAsItEndsAfter() {
    try (Sdk sdk = Sdk.http(receiver.httpEndpoint())) {
      Span open = sdk.tracer().spanBuilder("poll").startSpan();
      receiver.clear();
      open.end();

      assertThat(receiver.traces().awaitTrace().span("poll")).hasNoParent();
    }
  }

  private Sdk sdk(String protocol) {
    return protocol.equals("grpc")
        ? Sdk.grpc(receiver.grpcEndpoint())
        : Sdk.http(receiver.httpEndpoint());
  }

  private HttpResponse<byte[]> post(String path, byte[] body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(receiver.httpEndpoint() + path))
                .header("Content-Type", "application/x-protobuf")
                .timeout(Duration.ofMillis(500))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }
}
