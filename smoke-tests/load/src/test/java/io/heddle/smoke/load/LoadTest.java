// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.SpanRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two JVMs, 200 requests at a time by five clients of four libraries: every request has its two
 * spans, in a trace of its own.
 */
class LoadTest {
  /** A million by hand: {@code -Dheddle.load.requests=1000000}. */
  private static final int REQUESTS = Integer.getInteger("heddle.load.requests", 20_000);

  private static final int CLIENT = 0;
  private static final int SERVER = 1;

  private final int[][] seen = new int[2][REQUESTS];
  private final String[] traces = new String[REQUESTS];
  private final String[] parents = new String[REQUESTS];
  private int foreign;
  private int torn;
  private int roots;

  @Test
  void requests_200AtOnceAcrossTwoJvms_eachIsOneTraceOfTwoSpans() {
    try (OtlpReceiver receiver = OtlpReceiver.startTaking(this::take);
        JvmProcess server = command(receiver).main(LoadServer.class.getName()).start()) {
      String port = server.awaitOutput("PORT ").awaitOutput(".").stdout().strip();
      port = port.substring("PORT ".length(), port.indexOf('.'));
      // Five connections are kept by default, and each of the others takes a port with it for a
      // minute.
      JvmProcess client =
          command(receiver)
              .jvmArgs("-Dhttp.maxConnections=200")
              .main(
                  LoadClient.class.getName(),
                  "http://127.0.0.1:" + port,
                  Integer.toString(REQUESTS))
              .run()
              .expectExit(0);
      assertThat(client.stderr()).doesNotContain("[heddle]");
      server.terminate();
      assertThat(server.await().stderr()).doesNotContain("[heddle]");
    }
    check();
  }

  private static JvmCommand command(OtlpReceiver receiver) {
    return Jvm.current()
        .command()
        .agent()
        .exportTo(receiver)
        .classPath(System.getProperty("java.class.path"))
        .env("OTEL_METRICS_EXPORTER", "none")
        // Nothing is to be dropped however the two cores are shared.
        .env("OTEL_BSP_MAX_QUEUE_SIZE", "200000")
        .env("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "2048")
        .timeout(Duration.ofMinutes(20));
  }

  private synchronized void take(List<SpanRecord> spans) {
    for (SpanRecord span : spans) {
      String path = (String) span.attributes().get("url.path");
      String url = path == null ? (String) span.attributes().get("url.full") : path;
      int kind = path == null ? CLIENT : SERVER;
      int number = url == null ? -1 : Integer.parseInt(url.substring(url.lastIndexOf('/') + 1));
      if (number < 0 || number >= REQUESTS) {
        foreign++;
        continue;
      }
      seen[kind][number]++;
      if (traces[number] == null) {
        traces[number] = span.traceId();
      } else if (!traces[number].equals(span.traceId())) {
        torn++;
      }
      String end = kind == CLIENT ? span.spanId() : span.parentSpanId();
      if (parents[number] == null) {
        parents[number] = end;
      } else if (!parents[number].equals(end)) {
        torn++;
      }
      roots += span.parentSpanId().isEmpty() ? 1 : 0;
    }
  }

  private synchronized void check() {
    assertThat(foreign).as("other spans").isZero();
    assertThat(torn).as("spans of other requests").isZero();
    for (int[] kind : seen) {
      assertThat(Arrays.stream(kind).filter(count -> count == 0).count()).as("lost").isZero();
      assertThat(Arrays.stream(kind).filter(count -> count > 1).count()).as("doubled").isZero();
    }
    assertThat(roots).isEqualTo(REQUESTS);
    assertThat(Arrays.stream(traces).distinct().count()).isEqualTo(REQUESTS);
  }
}
