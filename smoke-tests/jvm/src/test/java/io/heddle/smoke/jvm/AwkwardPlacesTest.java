// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Trace;
import java.io.File;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.h2.Driver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Advice in class initializers, inside of itself, in shutdown hooks and on virtual threads. */
class AwkwardPlacesTest {
  private static final List<Jvm> JVMS = Jvm.all();
  private static final int VIRTUAL_THREADS = 1000;

  static Stream<Jvm> jvmsWithVirtualThreads() {
    return Jvm.among(21, 25).stream();
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void initializer_queriesAndCalls_spansAreConnected(Jvm jvm) {
    JvmProcess plain = queries(jvm, "initializer").run().expectExit(3);
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess woven = woven(jvm, receiver, "initializer").run().expectExit(3);

      assertSame(plain, woven, "initialized to 7 and 42");
      receiver
          .traces()
          .assertTraces(
              trace -> trace.hasSpans(database(null)),
              trace -> trace.hasSpans(client(null), server(0), database(1)));
    }
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void driver_callsFromInside_onlyTheOuterQueryAndTheCallAreSpans(Jvm jvm) {
    JvmProcess plain = queries(jvm, "reentered").run().expectExit(3);
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess woven = woven(jvm, receiver, "reentered").run().expectExit(3);

      assertSame(plain, woven, "call gives 5 and 42");
      receiver
          .traces()
          .assertTraces(
              trace -> trace.hasSpans(span -> span.hasName("create")),
              trace -> trace.hasSpans(database(null), client(0), server(1), database(2)));
    }
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void hook_queries_programEndsAsWithoutAgent(Jvm jvm) {
    JvmProcess plain = queries(jvm, "hook").run().expectExit(3);
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess woven = woven(jvm, receiver, "hook").run().expectExit(3);

      assertSame(plain, woven, "hook finds 2");
      assertThat(receiver.spans()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("jvmsWithVirtualThreads")
  void virtualThreads_call_everyTraceIsComplete(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess process =
          woven(jvm, receiver, "virtual")
              .env("OTEL_BSP_MAX_QUEUE_SIZE", "8192")
              .jvmArgs("-Djdk.tracePinnedThreads=full")
              .run()
              .expectExit(3);

      assertThat(process.stdout()).contains("answers sum up to " + 42 * VIRTUAL_THREADS);
      assertThat(process.output())
          .doesNotContain("[heddle]", "HeddleDoor", "io.heddle.agent.", "io.heddle.shaded.")
          .doesNotContain("io.heddle.instrumentation.");
      List<Trace> traces = receiver.traces().awaitTraces(VIRTUAL_THREADS);
      assertThat(traces).hasSize(VIRTUAL_THREADS);
      for (Trace trace : traces) {
        assertThat(trace).hasSpans(client(null), server(0), database(1));
      }
    }
  }

  private static void assertSame(JvmProcess plain, JvmProcess woven, String written) {
    assertThat(plain.stdout()).contains(written);
    assertThat(woven.stdout()).isEqualTo(plain.stdout());
    assertThat(woven.stderr()).isEqualTo(plain.stderr()).isEmpty();
  }

  private static Consumer<SpanAssert> database(Integer parent) {
    return span -> under(parent, span.hasName("select").hasKind(Kind.CLIENT));
  }

  private static Consumer<SpanAssert> client(Integer parent) {
    return span -> under(parent, span.hasName("GET").hasKind(Kind.CLIENT));
  }

  private static Consumer<SpanAssert> server(Integer parent) {
    return span -> under(parent, span.hasName("GET /answer").hasKind(Kind.SERVER));
  }

  private static void under(Integer parent, SpanAssert span) {
    if (parent == null) {
      span.hasNoParent();
    } else {
      span.isChildOf(parent);
    }
  }

  private static JvmCommand woven(Jvm jvm, OtlpReceiver receiver, String place) {
    return queries(jvm, place, "wait").agent().exportTo(receiver);
  }

  private static JvmCommand queries(Jvm jvm, String... args) {
    return Programs.on(jvm)
        .classPath(Programs.CLASSES + File.pathSeparator + Programs.location(Driver.class))
        .main(Queries.class.getName(), args);
  }
}
