// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one span.
 *
 * <p>An expected attribute value is compared as OTLP carries it (an {@code int} as a {@code long},
 * an array as a list); a {@link Predicate} such as {@link TraceAssert#any} decides by itself.
 */
public final class SpanAssert extends AbstractAssert<SpanAssert, SpanRecord> {
  /** On every span of a local thread; looked at only by tests that name them. */
  private static final Set<String> THREAD_KEYS = Set.of("thread.id", "thread.name");

  private final @Nullable Trace trace;
  private final List<SpanRecord> byIndex;

  SpanAssert(SpanRecord span, @Nullable Trace trace, List<SpanRecord> byIndex) {
    super(span, SpanAssert.class);
    this.trace = trace;
    this.byIndex = byIndex;
  }

  public SpanAssert hasName(String name) {
    return same("name", name, actual.name());
  }

  public SpanAssert hasKind(SpanRecord.Kind kind) {
    return same("kind", kind, actual.kind());
  }

  public SpanAssert hasTraceId(String traceId) {
    return same("trace id", traceId, actual.traceId());
  }

  public SpanAssert hasTraceState(String traceState) {
    return same("trace state", traceState, actual.traceState());
  }

  /** The span starts its trace. */
  public SpanAssert hasNoParent() {
    return same("parent", "", actual.parentSpanId());
  }

  /** The parent has this span id. */
  public SpanAssert hasParentSpanId(String spanId) {
    return same("parent", spanId, actual.parentSpanId());
  }

  /** The parent came from another process. */
  public SpanAssert hasRemoteParent() {
    return same("remote parent", true, actual.hasRemoteParent());
  }

  /** The parent is the span at {@code index}. */
  public SpanAssert isChildOf(int index) {
    if (index < 0 || index >= byIndex.size()) {
      throw fail("has no parent [" + index + "]: there are " + byIndex.size() + " spans before");
    }
    return isChildOf(byIndex.get(index));
  }

  /** The parent is {@code parent}. */
  public SpanAssert isChildOf(SpanRecord parent) {
    same("trace id", parent.traceId(), actual.traceId());
    if (!actual.parentSpanId().equals(parent.spanId())) {
      throw fail(
          "should be a child of \""
              + parent.name()
              + "\" (id "
              + parent.spanId()
              + ") but its parent is <"
              + actual.parentSpanId()
              + ">");
    }
    return this;
  }

  /** The status code, whatever its description. */
  public SpanAssert hasStatus(SpanRecord.Status status) {
    return same("status", status, actual.status());
  }

  public SpanAssert hasStatusMessage(String message) {
    return same("status message", message, actual.statusMessage());
  }

  public SpanAssert hasScope(String name) {
    return same("scope", name, actual.scopeName());
  }

  public SpanAssert hasScopeVersion(String version) {
    return same("scope version", version, actual.scopeVersion());
  }

  public SpanAssert hasAttribute(String key, Object expected) {
    return hasEntry("attribute", actual.attributes(), key, expected);
  }

  public SpanAssert hasResourceAttribute(String key, Object expected) {
    return hasEntry("resource attribute", actual.resource(), key, expected);
  }

  /** An attribute whose value satisfies the assertions of {@code requirements}. */
  public SpanAssert hasAttributeSatisfying(String key, Consumer<Object> requirements) {
    hasAttribute(key, TraceAssert.any());
    requirements.accept(Objects.requireNonNull(actual.attributes().get(key)));
    return this;
  }

  public SpanAssert doesNotHaveAttribute(String key) {
    if (actual.attributes().containsKey(key)) {
      throw fail("should not have attribute " + key);
    }
    return this;
  }

  /**
   * These attributes and no others; {@code thread.id} and {@code thread.name} may be there unless
   * they are expected.
   *
   * @param keysAndValues keys and expected values in turn
   */
  public SpanAssert hasAttributesExactly(Object... keysAndValues) {
    if (keysAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("A key has no value");
    }
    Map<String, Object> expected = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      expected.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return hasAttributesExactly(expected);
  }

  /**
   * These attributes and no others; {@code thread.id} and {@code thread.name} may be there unless
   * they are expected.
   */
  public SpanAssert hasAttributesExactly(Map<String, ?> expected) {
    expected.forEach(this::hasAttribute);
    Set<String> others = new TreeSet<>(actual.attributes().keySet());
    others.removeAll(expected.keySet());
    others.removeAll(THREAD_KEYS);
    if (!others.isEmpty()) {
      throw fail("should not have the attributes " + others);
    }
    return this;
  }

  /** An event of this name. */
  public SpanAssert hasEvent(String name) {
    if (actual.events().stream().noneMatch(event -> event.name().equals(name))) {
      throw fail("should have an event " + name);
    }
    return this;
  }

  /** No events at all. */
  public SpanAssert hasNoEvents() {
    return same("number of events", 0, actual.events().size());
  }

  /** A recorded exception of this class, with a stack trace. */
  public SpanAssert hasException(Class<? extends Throwable> type) {
    return hasException(type.getName(), TraceAssert.any());
  }

  /** A recorded exception of the class and message of {@code exception}, with a stack trace. */
  public SpanAssert hasException(Throwable exception) {
    String message = exception.getMessage();
    return hasException(
        exception.getClass().getName(), message == null ? TraceAssert.any() : message);
  }

  /**
   * A recorded exception of this class name whose message meets {@code message}, with a stack
   * trace.
   */
  public SpanAssert hasException(String type, Object message) {
    for (SpanRecord.Event event : actual.events()) {
      Map<String, Object> attributes = event.attributes();
      if (event.name().equals("exception")
          && type.equals(attributes.get("exception.type"))
          && meets(message, attributes.getOrDefault("exception.message", ""))
          && attributes.getOrDefault("exception.stacktrace", "").toString().contains(type)) {
        return this;
      }
    }
    throw fail("should have recorded an exception " + type + " with message " + message);
  }

  /** Exactly this number of links. */
  public SpanAssert hasLinks(int count) {
    return same("number of links", count, actual.links().size());
  }

  /** A link to {@code target}. */
  public SpanAssert hasLinkTo(SpanRecord target) {
    for (SpanRecord.Link link : actual.links()) {
      if (link.traceId().equals(target.traceId()) && link.spanId().equals(target.spanId())) {
        return this;
      }
    }
    throw fail("should have a link to \"" + target.name() + "\" (id " + target.spanId() + ")");
  }

  private SpanAssert hasEntry(
      String what, Map<String, Object> entries, String key, Object expected) {
    Object value = entries.get(key);
    if (value == null) {
      throw fail("should have " + what + " " + key + " = " + show(expected) + " but has none");
    }
    if (!meets(expected, value)) {
      throw fail(
          "should have " + what + " " + key + " = " + show(expected) + " but it is " + show(value));
    }
    return this;
  }

  private SpanAssert same(String what, Object expected, Object value) {
    if (!expected.equals(value)) {
      throw fail("should have " + what + " " + show(expected) + " but it is " + show(value));
    }
    return this;
  }

  private AssertionError fail(String problem) {
    String message = "Span \"" + actual.name() + "\" (id " + actual.spanId() + ") " + problem;
    return failure("%s", trace == null ? message : message + " in\n" + trace);
  }

  @SuppressWarnings("unchecked")
  private static boolean meets(Object expected, Object value) {
    if (expected instanceof Predicate) {
      return ((Predicate<Object>) expected).test(value);
    }
    return Objects.deepEquals(normal(expected), value);
  }

  private static Object normal(Object expected) {
    if (expected instanceof Integer || expected instanceof Short || expected instanceof Byte) {
      return ((Number) expected).longValue();
    }
    if (expected instanceof Float) {
      return ((Number) expected).doubleValue();
    }
    if (expected instanceof Object[] array) {
      return normal(Arrays.asList(array));
    }
    if (expected instanceof List<?> list) {
      return list.stream().map(SpanAssert::normal).toList();
    }
    return expected;
  }

  private static String show(Object value) {
    return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
  }
}
