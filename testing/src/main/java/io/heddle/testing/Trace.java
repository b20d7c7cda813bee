// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The spans of one trace: every parent stands before its children, siblings in order of their
 * start.
 *
 * @param spans the spans, in that order
 */
public record Trace(List<SpanRecord> spans) implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  public Trace {
    spans = treeOrder(spans);
  }

  /** Groups {@code spans} by trace id; traces are in order of their earliest start. */
  public static List<Trace> group(List<SpanRecord> spans) {
    Map<String, List<SpanRecord>> byId = new LinkedHashMap<>();
    List<SpanRecord> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingLong(SpanRecord::startNanos));
    for (SpanRecord span : sorted) {
      byId.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
    }
    List<Trace> traces = new ArrayList<>();
    byId.values().forEach(ofTrace -> traces.add(new Trace(ofTrace)));
    return traces;
  }

  /** The trace id; empty if there is no span. */
  public String traceId() {
    return spans.isEmpty() ? "" : spans.get(0).traceId();
  }

  /** The first span with this name, or an assertion error that shows the trace. */
  public SpanRecord span(String name) {
    for (SpanRecord span : spans) {
      if (span.name().equals(name)) {
        return span;
      }
    }
    throw new AssertionError("No span is named \"" + name + "\" in\n" + this);
  }

  /** The span at {@code index} of {@link #spans}. */
  public SpanRecord span(int index) {
    return spans.get(index);
  }

  /**
   * Whether every span has a parent here, has none at all, or has one in another process.
   *
   * <p>Spans leave a process in the order in which they end, so once the root of a trace is here,
   * only spans that ended after it can be missing.
   */
  public boolean isComplete() {
    Map<String, SpanRecord> byId = byId(spans);
    for (SpanRecord span : spans) {
      if (!span.isRoot() && !span.hasRemoteParent() && !byId.containsKey(span.parentSpanId())) {
        return false;
      }
    }
    return !spans.isEmpty();
  }

  /** The trace as an indented tree. */
  @Override
  public String toString() {
    return TraceTree.print(this);
  }

  static Map<String, SpanRecord> byId(List<SpanRecord> spans) {
    Map<String, SpanRecord> byId = new HashMap<>();
    for (SpanRecord span : spans) {
      byId.put(span.spanId(), span);
    }
    return byId;
  }

  private static List<SpanRecord> treeOrder(List<SpanRecord> spans) {
    Map<String, SpanRecord> byId = byId(spans);
    Map<String, List<SpanRecord>> children = new HashMap<>();
    List<SpanRecord> roots = new ArrayList<>();
    List<SpanRecord> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingLong(SpanRecord::startNanos));
    for (SpanRecord span : sorted) {
      if (byId.containsKey(span.parentSpanId())) {
        children.computeIfAbsent(span.parentSpanId(), id -> new ArrayList<>()).add(span);
      } else {
        roots.add(span);
      }
    }
    List<SpanRecord> ordered = new ArrayList<>();
    roots.forEach(root -> addTree(root, children, ordered));
    return List.copyOf(ordered);
  }

  private static void addTree(
      SpanRecord span, Map<String, List<SpanRecord>> children, List<SpanRecord> ordered) {
    ordered.add(span);
    List<SpanRecord> own = children.remove(span.spanId());
    if (own != null) {
      own.forEach(child -> addTree(child, children, ordered));
    }
  }
}
