// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.agent.telemetry.export.BatchQueue;
import io.heddle.agent.telemetry.export.BatchSettings;
import io.heddle.agent.telemetry.export.ExportStats;
import io.heddle.agent.telemetry.export.TestSpans;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The queue in front of real receivers: each span offered is found again in the counters and at the
 * receiver.
 */
class ExportEndToEndTest {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private static void offer(BatchQueue queue, int threads, int each) throws InterruptedException {
    Thread[] producers = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      List<SpanData> mine = TestSpans.spans(each);
      producers[i] = new Thread(() -> mine.forEach(queue::offer));
      producers[i].start();
    }
    for (Thread producer : producers) {
      producer.join();
    }
  }

  private static long received(HttpReceiver receiver) throws Exception {
    long count = 0;
    for (int i = 0; i < receiver.bodies.size(); i++) {
      count += receiver.request(i).getResourceSpans(0).getScopeSpans(0).getSpansCount();
    }
    return count;
  }

  @Test
  void offer_moreThanFits_isSentOrCounted() throws Exception {
    try (HttpReceiver receiver = new HttpReceiver()) {
      BatchQueue queue =
          new BatchQueue(
              new OtlpSpanSink(receiver.endpoint().build()), BatchSettings.DEFAULT, lines::add);
      offer(queue, 4, 5000);
      assertThat(queue.shutdown(20_000)).isTrue();
      ExportStats stats = queue.stats();
      assertThat(stats.offered).isEqualTo(20_000);
      assertThat(stats.sent).isEqualTo(received(receiver)).isGreaterThanOrEqualTo(2048);
      assertThat(stats.dropped).isPositive();
      assertThat(stats.sent + stats.dropped).isEqualTo(20_000);
      assertThat(lines).last().asString().contains("dropped");
    }
  }

  @Test
  void offer_receiverRefusesSome_isSentDroppedOrFailed() throws Exception {
    try (HttpReceiver receiver = new HttpReceiver()) {
      receiver.answers.add(HttpReceiver.Answer.of(400, "no"));
      BatchQueue queue =
          new BatchQueue(
              new OtlpSpanSink(receiver.endpoint().build()),
              new BatchSettings(2048, 512, 100, 0),
              lines::add);
      TestSpans.spans(1000).forEach(queue::offer);
      assertThat(queue.flush(10_000)).isTrue();
      ExportStats stats = queue.stats();
      assertThat(stats.failed).isPositive();
      assertThat(stats.sent + stats.failed).isEqualTo(1000);
      assertThat(received(receiver)).isEqualTo(1000);
      assertThat(stats.lastError).contains("HTTP 400 no");
      assertThat(queue.shutdown(5000)).isTrue();
    }
  }

  @Test
  void shutdown_receiverDead_isBounded() throws Exception {
    OtlpEndpoint endpoint;
    try (HttpReceiver receiver = new HttpReceiver()) {
      endpoint = receiver.endpoint().build();
    }
    assertShutdownIsBounded(endpoint);
  }

  @Test
  void shutdown_receiverSilent_isBounded() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort();
      assertShutdownIsBounded(OtlpEndpoint.at(url, OtlpEndpoint.Protocol.HTTP_PROTOBUF).build());
      assertShutdownIsBounded(OtlpEndpoint.at(url, OtlpEndpoint.Protocol.GRPC).build());
    }
  }

  private void assertShutdownIsBounded(OtlpEndpoint endpoint) {
    BatchQueue queue =
        new BatchQueue(new OtlpSpanSink(endpoint), BatchSettings.DEFAULT, lines::add);
    TestSpans.spans(1500).forEach(queue::offer);
    long start = System.nanoTime();
    assertThat(queue.shutdown(1000)).isTrue();
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(4000);
    ExportStats stats = queue.stats();
    assertThat(stats.sent).isZero();
    assertThat(stats.failed + stats.dropped).isEqualTo(1500);
    assertThat(stats.offered).isEqualTo(1500);
    assertThat(lines).isNotEmpty();
  }
}
