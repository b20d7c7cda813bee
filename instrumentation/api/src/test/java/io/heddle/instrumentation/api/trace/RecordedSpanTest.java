// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.instrumentation.api.Scopes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.SpanLimits;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordedSpanTest {
  private static final AttributeKey<String> A = AttributeKey.stringKey("a");
  private static final AttributeKey<String> B = AttributeKey.stringKey("b");
  private static final AttributeKey<String> C = AttributeKey.stringKey("c");
  private static final ContextKey<String> OTHER = ContextKey.named("other");

  private int asked;
  private String late = "late";

  @AfterEach
  void restore() {
    Tracing.setLimits(SpanLimits.getDefault());
  }

  @Test
  void getAttributes_late_areAskedForAtTheEndAndOnce() {
    RecordedSpan span = begin(new Call());
    late = "later";
    assertThat(asked).isZero();
    span.end();

    assertThat(span.getAttributes().asMap()).isEqualTo(Map.of(A, "later", B, "b"));
    assertThat(span.getAttributes().asMap()).isEqualTo(Map.of(A, "later", B, "b"));
    assertThat(span.getTotalAttributeCount()).isEqualTo(2);
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void setAttribute_whatIsLate_isReplaced() {
    RecordedSpan span = begin(new Call());
    span.setAttribute(A, "mine").setAttribute(C, "c");

    assertThat(span.getAttribute(A)).isEqualTo("mine");
    assertThat(span.getAttribute(B)).isEqualTo("b");
    assertThat(span.getTotalAttributeCount()).isEqualTo(3);
    span.setAttribute(B, "mine");
    span.end();
    span.setAttribute(C, "too late");
    assertThat(span.getAttributes().asMap()).isEqualTo(Map.of(A, "mine", B, "mine", C, "c"));
    assertThat(span.getTotalAttributeCount()).isEqualTo(3);
  }

  @Test
  void getAttributes_whileOpen_doNotChangeAfterwards() {
    RecordedSpan span = begin(new Call());
    span.setAttribute(C, "c");
    Attributes before = span.getAttributes();
    span.setAttribute(C, "changed");
    late = "changed";

    assertThat(before.asMap()).isEqualTo(Map.of(A, "late", B, "b", C, "c"));
  }

  @Test
  void getAttributes_limits_holdForWhatIsLate() {
    Tracing.setLimits(
        SpanLimits.builder().setMaxNumberOfAttributes(2).setMaxAttributeValueLength(3).build());
    RecordedSpan span = begin(new Call());
    span.setAttribute(C, "c");
    span.end();

    assertThat(span.getAttributes().asMap()).isEqualTo(Map.of(A, "lat", B, "b"));
    assertThat(span.getTotalAttributeCount()).isEqualTo(3);
  }

  @Test
  void isOpenFor_typeOfTheCall_untilItsEnd() {
    RecordedSpan span = begin(new Call());
    assertThat(span.isOpenFor(Call.class)).isTrue();
    assertThat(begin(null).isOpenFor(Call.class)).isFalse();
    span.end();
    assertThat(span.isOpenFor(Call.class)).isFalse();
  }

  @Test
  void in_root_holdsTheSpanAlone() {
    RecordedSpan span = begin(null);
    Context context = span.in(Context.root());
    assertThat(Span.fromContext(context)).isSameAs(span);
    assertThat(context.get(OTHER)).isNull();

    Context more = context.with(OTHER, "other");
    assertThat(Span.fromContext(more)).isSameAs(span);
    assertThat(more.get(OTHER)).isEqualTo("other");

    RecordedSpan child = begin(null);
    assertThat(Span.fromContext(child.in(context))).isSameAs(child);
    assertThat(Span.fromContext(context.with(child))).isSameAs(child);
    assertThat(child.in(more).get(OTHER)).isEqualTo("other");
  }

  private static RecordedSpan begin(LateAttributes call) {
    RecordedSpan span =
        Tracing.begin(Context.root(), Scopes.of("test"), "name", SpanKind.CLIENT, call);
    assertThat(span).isNotNull();
    return span;
  }

  private final class Call implements LateAttributes {
    @Override
    public void putInto(RecordedSpan span) {
      asked++;
      span.put(A, late).put(B, "b").put(C, null);
    }
  }
}
