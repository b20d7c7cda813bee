// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import static io.heddle.testing.SpanRecord.Kind.CLIENT;
import static io.heddle.testing.SpanRecord.Kind.SERVER;
import static io.heddle.testing.TraceAssert.any;
import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceAssertTest {
  private static final SpanRecord ROOT = span("01", "", "GET /a", SERVER, 1, Map.of("code", 200L));
  private static final SpanRecord FIRST =
      span("02", "01", "SELECT", CLIENT, 2, Map.of("thread.id", 1L, "n", 1L));
  private static final SpanRecord SECOND = span("03", "01", "SELECT", CLIENT, 3, Map.of("n", 2L));
  private static final SpanRecord LEAF = span("04", "03", "fetch", CLIENT, 4, Map.of());
  private static final Trace TRACE = new Trace(List.of(LEAF, SECOND, FIRST, ROOT));

  @Test
  void spans_anyArrival_areInTreeOrder() {
    assertThat(TRACE.spans()).containsExactly(ROOT, FIRST, SECOND, LEAF);
    assertThat(TRACE.isComplete()).isTrue();
    assertThat(new Trace(List.of(LEAF, ROOT)).isComplete()).isFalse();
  }

  @Test
  void hasSpans_allMet_passes() {
    assertThat(TRACE)
        .hasSpans(
            span -> span.hasName("GET /a").hasNoParent().hasAttributesExactly("code", 200),
            span -> span.isChildOf(0).hasAttributesExactly("n", any()),
            span -> span.isChildOf(0).hasAttribute("n", 2).doesNotHaveAttribute("thread.id"),
            span -> span.isChildOf(2).hasName("fetch").isChildOf(SECOND));
  }

  @Test
  void hasSpansInAnyOrder_needsBacktracking_passes() {
    assertThat(TRACE)
        .hasSpansInAnyOrder(
            span -> span.hasName("SELECT"),
            span -> span.hasName("fetch").isChildOf(0),
            span -> span.hasName("SELECT"),
            span -> span.hasKind(SERVER));
  }

  @Test
  void hasSpansInAnyOrder_oneUnmet_tellsWhichAndWhy() {
    assertThatThrownBy(
            () -> assertThat(TRACE).containsSpans(s -> s.hasKind(SERVER), s -> s.hasName("PUT")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("assertion 1")
        .hasMessageContaining("should have name \"PUT\" but it is \"fetch\"")
        .hasMessageContaining("\n      [3] \"fetch\" CLIENT");
  }

  @Test
  void hasSpans_wrongValue_showsTheTree() {
    assertThatThrownBy(() -> assertThat(TRACE.span("GET /a")).hasAttribute("code", "200 % 3"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("code = \"200 % 3\" but it is 200")
        .hasMessageContaining("[0] \"GET /a\" SERVER");
    assertThatThrownBy(() -> assertThat(TRACE).hasSpans(span -> span.hasName("GET /a")))
        .hasMessageContaining("Expected 1 spans but there are 4");
    assertThatThrownBy(() -> assertThat(FIRST).hasAttributesExactly()).hasMessageContaining("[n]");
    assertThatThrownBy(() -> assertThat(FIRST).hasStatus(SpanRecord.Status.ERROR))
        .hasMessageContaining("status ERROR but it is UNSET");
    assertThatThrownBy(() -> assertThat(FIRST).hasException(IllegalStateException.class))
        .hasMessageContaining("exception java.lang.IllegalStateException");
    assertThatThrownBy(() -> assertThat(LEAF).isChildOf(ROOT))
        .hasMessageContaining("child of \"GET /a\"");
  }

  private static SpanRecord span(
      String id,
      String parent,
      String name,
      SpanRecord.Kind kind,
      long start,
      Map<String, Object> attributes) {
    return new SpanRecord(
        "aa",
        id,
        parent,
        "",
        1,
        name,
        kind,
        start,
        start + 1,
        attributes,
        0,
        List.of(),
        List.of(),
        SpanRecord.Status.UNSET,
        "",
        "scope",
        "",
        Map.of());
  }
}
