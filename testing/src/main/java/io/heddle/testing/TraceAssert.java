// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a {@link Trace}.
 *
 * <pre>{@code
 * assertThat(trace)
 *     .hasSpans(
 *         span -> span.hasName("GET /users").hasKind(SERVER).hasNoParent(),
 *         span -> span.hasName("SELECT test").hasKind(CLIENT).isChildOf(0));
 * }</pre>
 *
 * The indices are those of {@link Trace#spans}: parents before children, siblings in order of their
 * start. In the methods that match in any order, {@link SpanAssert#isChildOf(int)} means the span
 * that was matched by the assertion at that place.
 */
public final class TraceAssert extends AbstractAssert<TraceAssert, Trace> {
  private TraceAssert(Trace trace) {
    super(trace, TraceAssert.class);
  }

  /** Assertions on a trace. */
  public static TraceAssert assertThat(Trace trace) {
    return new TraceAssert(trace);
  }

  /** Assertions on one span. */
  public static SpanAssert assertThat(SpanRecord span) {
    return new SpanAssert(span, new Trace(List.of(span)), List.of(span));
  }

  /** An expected attribute value that any value meets. */
  public static Predicate<Object> any() {
    return value("any value", actual -> true);
  }

  /**
   * An expected attribute value that {@code condition} decides; {@code description} stands for it
   * in failures.
   */
  public static Predicate<Object> value(String description, Predicate<Object> condition) {
    return new Predicate<>() {
      @Override
      public boolean test(Object actual) {
        return condition.test(actual);
      }

      @Override
      public String toString() {
        return "<" + description + ">";
      }
    };
  }

  /** Exactly these spans, in the order of {@link Trace#spans}. */
  @SafeVarargs
  public final TraceAssert hasSpans(Consumer<SpanAssert>... assertions) {
    hasSize(assertions.length);
    for (int i = 0; i < assertions.length; i++) {
      assertions[i].accept(new SpanAssert(actual.span(i), actual, actual.spans()));
    }
    return this;
  }

  /** Exactly these spans, in any order. */
  @SafeVarargs
  public final TraceAssert hasSpansInAnyOrder(Consumer<SpanAssert>... assertions) {
    hasSize(assertions.length);
    return containsSpans(assertions);
  }

  /** At least these spans, in any order, each assertion met by a span of its own. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final TraceAssert containsSpans(Consumer<SpanAssert>... assertions) {
    Matching matching = new Matching(actual, List.of(assertions));
    String failure = matching.failure();
    if (failure != null) {
      failWithMessage("%s", failure);
    }
    return this;
  }

  /** Exactly this number of spans. */
  public TraceAssert hasSize(int size) {
    isNotNull();
    if (actual.spans().size() != size) {
      failWithMessage(
          "%s",
          "Expected " + size + " spans but there are " + actual.spans().size() + " in\n" + actual);
    }
    return this;
  }

  /** Finds a span of its own for each assertion, by backtracking. */
  private static final class Matching {
    private final Trace trace;
    private final List<Consumer<SpanAssert>> assertions;
    private final List<SpanRecord> chosen = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private int furthest = -1;

    Matching(Trace trace, List<Consumer<SpanAssert>> assertions) {
      this.trace = trace;
      this.assertions = assertions;
    }

    @Nullable String failure() {
      if (match()) {
        return null;
      }
      return "No span meets assertion "
          + furthest
          + " (the first is 0) in\n"
          + trace
          + "because\n  "
          + String.join("\n  ", reasons);
    }

    private boolean match() {
      int next = chosen.size();
      if (next == assertions.size()) {
        return true;
      }
      if (next > furthest) {
        furthest = next;
        reasons.clear();
      }
      for (SpanRecord candidate : trace.spans()) {
        if (!chosen.contains(candidate) && meets(candidate, next)) {
          chosen.add(candidate);
          if (match()) {
            return true;
          }
          chosen.remove(next);
        }
      }
      return false;
    }

    private boolean meets(SpanRecord candidate, int index) {
      SpanAssert asserted = new SpanAssert(candidate, null, chosen);
      try {
        assertions.get(index).accept(asserted);
        return true;
      } catch (AssertionError e) {
        if (index == furthest) {
          reasons.add(String.valueOf(e.getMessage()).strip());
        }
        return false;
      }
    }
  }
}
