// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsoleSinkTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final ConsoleSink sink = new ConsoleSink(out);

  private void export(SpanData... spans) {
    sink.export(Arrays.asList(spans), 0);
  }

  private List<String> printed() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static SpanData at(Span span, long endMicros) {
    span.end(endMicros, TimeUnit.MICROSECONDS);
    return ((ReadableSpan) span).toSpanData();
  }

  private static Span start(String name, SpanKind kind, Span parent, long startMicros) {
    return TestSpans.TRACER
        .spanBuilder(name)
        .setSpanKind(kind)
        .setParent(Context.root().with(parent))
        .setStartTimestamp(startMicros, TimeUnit.MICROSECONDS)
        .startSpan();
  }

  @Test
  void export_wholeTrace_printsTreeInOrderOfStarts() {
    Span root = start("GET /users/{id}", SpanKind.SERVER, Span.getInvalid(), 1_000_000);
    root.setAttribute("http.response.status_code", 500L).setStatus(StatusCode.ERROR);
    root.setAttribute("error.type", "500");
    Span second = start("publish", SpanKind.PRODUCER, root, 1_009_000);
    Span first = start("load", SpanKind.INTERNAL, root, 1_001_000);
    Span query = start("SELECT users", SpanKind.CLIENT, first, 1_002_000);
    query.setAttribute("db.query.summary", "SELECT users\nx");
    SpanData secondData = at(second, 1_010_000);
    SpanData queryData = at(query, 1_004_500);
    SpanData firstData = at(first, 1_008_000);
    export(secondData, queryData, firstData);
    assertThat(printed()).isEmpty();
    export(at(root, 1_012_345));
    assertThat(printed())
        .containsExactly(
            "trace " + root.getSpanContext().getTraceId(),
            "  GET /users/{id}  12.345 ms server status=ERROR http.response.status_code=500 error.type=500",
            "    load  7.000 ms",
            "      SELECT users  2.500 ms client db.query.summary=SELECT users x",
            "    publish  1.000 ms producer");
  }

  @Test
  void export_remoteParent_isALocalRoot() {
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    export(TestSpans.finish(TestSpans.start("GET", Span.wrap(remote))));
    assertThat(printed()).first().isEqualTo("trace 0af7651916cd43dd8448eb211c80319c");
    assertThat(printed()).hasSize(2);
  }

  @Test
  void export_serverWithinItsOwnClient_leavesTheOuterTreeWaiting() {
    Span root = TestSpans.start("outer", Span.getInvalid());
    Span client = TestSpans.start("call", root);
    SpanContext c = client.getSpanContext();
    Span server =
        TestSpans.start(
            "inner",
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    c.getTraceId(), c.getSpanId(), c.getTraceFlags(), c.getTraceState())));
    Span sibling = TestSpans.start("sibling", root);
    export(TestSpans.finish(sibling), TestSpans.finish(server));
    assertThat(printed()).hasSize(2);
    assertThat(printed().get(1)).contains("inner");
    export(TestSpans.finish(client), TestSpans.finish(root));
    List<String> all = printed();
    assertThat(all).hasSize(6);
    assertThat(all.get(3)).startsWith("  outer");
    assertThat(all.subList(4, 6))
        .anyMatch(l -> l.startsWith("    call"))
        .anyMatch(l -> l.startsWith("    sibling"));
  }

  @Test
  void export_lateSpan_isATreeOfItsOwn() {
    Span root = TestSpans.start("root", Span.getInvalid());
    Span late = TestSpans.start("late", root);
    Span child = TestSpans.start("child", late);
    export(TestSpans.finish(root));
    export(TestSpans.finish(child));
    assertThat(printed()).hasSize(2);
    export(TestSpans.finish(late));
    assertThat(printed().get(2)).isEqualTo("trace " + root.getSpanContext().getTraceId());
    assertThat(printed().get(3)).startsWith("  late");
    assertThat(printed().get(4)).startsWith("    child");
  }

  @Test
  void idle_tooOld_isPrintedIncomplete() throws Exception {
    ConsoleSink impatient = new ConsoleSink(out, 10, 10, 1_000_000);
    Span root = TestSpans.start("root", Span.getInvalid());
    SpanData child = TestSpans.finish(TestSpans.start("child", root));
    impatient.export(List.of(child), 0);
    Thread.sleep(5);
    impatient.idle();
    assertThat(printed()).first().asString().endsWith("(incomplete)");
  }

  @Test
  void export_tooManyTracesOrSpans_printsTheOldest() {
    ConsoleSink small = new ConsoleSink(out, 3, 5, Long.MAX_VALUE);
    Span root = TestSpans.start("root", Span.getInvalid());
    for (int i = 0; i < 4; i++) {
      Span other = TestSpans.start("root " + i, Span.getInvalid());
      small.export(List.of(TestSpans.finish(TestSpans.start("child " + i, other))), 0);
    }
    assertThat(printed()).hasSize(2);
    for (int i = 0; i < 10; i++) {
      small.export(List.of(TestSpans.finish(TestSpans.start("many " + i, root))), 0);
    }
    assertThat(printed().stream().filter(l -> l.contains("many")).count())
        .isGreaterThanOrEqualTo(5);
    small.close();
    assertThat(printed().stream().filter(l -> l.startsWith("  ")).count()).isEqualTo(14);
  }

  @Test
  void export_deepTrace_needsNoStack() {
    ConsoleSink sinkForDeep = new ConsoleSink(out);
    Span parent = TestSpans.start("0", Span.getInvalid());
    Span root = parent;
    for (int i = 1; i < 5000; i++) {
      Span child = TestSpans.start(Integer.toString(i), parent);
      if (parent != root) {
        sinkForDeep.export(List.of(TestSpans.finish(parent)), 0);
      }
      parent = child;
    }
    sinkForDeep.export(List.of(TestSpans.finish(parent), TestSpans.finish(root)), 0);
    assertThat(printed()).hasSize(5001);
  }
}
