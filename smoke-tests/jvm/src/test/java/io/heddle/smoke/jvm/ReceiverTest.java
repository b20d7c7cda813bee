// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Answer;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A receiver that misbehaves costs the application nothing but a bounded time at its end. */
class ReceiverTest {
  private static final List<Jvm> JVMS = Jvm.all();
  private static final int STEPS = 300;

  /** The bound of the shutdown, with room for the start of a JVM on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(3 + 9);

  private static final Pattern TOLD = Pattern.compile("\\[heddle] (trace|metric) export: .+");

  static Stream<Arguments> misbehaviours() {
    List<Arguments> all = new ArrayList<>();
    for (Jvm jvm : Jvm.among(8, 25)) {
      all.add(Arguments.of(jvm, Answer.unavailable(Duration.ofSeconds(60))));
      all.add(Arguments.of(jvm, Answer.unavailable(Duration.ofSeconds(1))));
      all.add(Arguments.of(jvm, Answer.status(400)));
      all.add(Arguments.of(jvm, Answer.garbage()));
      all.add(Arguments.of(jvm, Answer.partialSuccess(3, "too many")));
      all.add(Arguments.of(jvm, Answer.never()));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  void export_badAnswer_applicationEndsInTime(Jvm jvm, Answer answer) {
    try (OtlpReceiver receiver = OtlpReceiver.start().answer(answer)) {
      runs(steps(jvm).exportTo(receiver));

      assertThat(receiver.requestCount()).isPositive();
    }
  }

  /** By the HTTP client that the jar holds for this alone. */
  @ParameterizedTest
  @FieldSource("JVMS")
  void export_grpc_allSpansArrive(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process =
          steps(jvm)
              .exportTo(receiver)
              .env("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
              .env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.grpcEndpoint())
              .run()
              .expectExit(0);

      assertThat(process.stderr()).isEmpty();
      assertThat(receiver.spans()).hasSize(STEPS);
    }
  }

  @Test
  void export_refusedPort_applicationEndsInTime() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    runs(
        steps(Jvm.current())
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + free)
            .env("OTEL_BSP_SCHEDULE_DELAY", "20"));
  }

  @Test
  void export_acceptsAndSaysNothing_applicationEndsInTime() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      runs(
          steps(Jvm.current())
              .env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + socket.getLocalPort())
              .env("OTEL_BSP_SCHEDULE_DELAY", "20"));
    }
  }

  @Test
  void export_slowShutdownBoundOfUser_isKept() {
    try (OtlpReceiver receiver = OtlpReceiver.start().answer(Answer.never())) {
      long start = System.nanoTime();
      steps(Jvm.current())
          .exportTo(receiver)
          .env("HEDDLE_SHUTDOWN_TIMEOUT", "0")
          .run()
          .expectExit(0);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.minusSeconds(3));
    }
  }

  private static void runs(JvmCommand command) {
    long start = System.nanoTime();
    JvmProcess process = command.run().expectExit(0);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(took).isLessThan(LIMIT);
    assertThat(process.stdout().lines()).hasSize(STEPS);
    assertThat(process.stdout()).endsWith("step 300 is 90000\n");
    for (String signal : List.of("trace", "metric")) {
      // One line a minute, and what was lost since then at the end.
      assertThat(process.stderr().lines().filter(line -> line.startsWith("[heddle] " + signal)))
          .hasSizeLessThanOrEqualTo(2);
    }
    assertThat(process.stderr().lines()).allMatch(line -> TOLD.matcher(line).matches());
  }

  private static JvmCommand steps(Jvm jvm) {
    return Programs.on(jvm)
        .agent(SmokeJar.PATH)
        .main(Steps.class.getName(), "settled", Integer.toString(STEPS));
  }
}
