// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Spans of one trace as lines of text, each span below its parent, siblings in the order of their
 * starts.
 */
final class TraceTree {
  private static final int MAX_INDENT = 40;
  private static final List<AttributeKey<?>> TELLING = telling();

  private static final Comparator<SpanData> BY_START = new ByStart();

  private final ArrayList<SpanData> spans;

  TraceTree(List<SpanData> spans) {
    this.spans = new ArrayList<SpanData>(spans);
    Collections.sort(this.spans, BY_START);
  }

  List<SpanData> spans() {
    return spans;
  }

  /** The root and all spans of the list whose line of parents leads to it. */
  static List<SpanData> below(SpanData root, List<SpanData> all) {
    Map<String, List<SpanData>> children = children(all);
    ArrayList<SpanData> found = new ArrayList<SpanData>();
    IdentityHashMap<SpanData, Boolean> seen = new IdentityHashMap<SpanData, Boolean>();
    found.add(root);
    seen.put(root, Boolean.TRUE);
    for (int at = 0; at < found.size(); at++) {
      List<SpanData> next = children.get(found.get(at).getSpanId());
      for (int i = 0; next != null && i < next.size(); i++) {
        if (seen.put(next.get(i), Boolean.TRUE) == null) {
          found.add(next.get(i));
        }
      }
    }
    return found;
  }

  /** The tree, or the trees, with a first line that names the trace. */
  String text(String remark) {
    StringBuilder out = new StringBuilder(80 * (spans.size() + 1));
    out.append("trace ").append(spans.get(0).getTraceId()).append(remark).append('\n');
    HashSet<String> present = new HashSet<String>();
    for (SpanData span : spans) {
      present.add(span.getSpanId());
    }
    Map<String, List<SpanData>> children = children(spans);
    IdentityHashMap<SpanData, Boolean> done = new IdentityHashMap<SpanData, Boolean>();
    for (SpanData span : spans) {
      if (!present.contains(span.getParentSpanId())) {
        branch(span, children, done, out);
      }
    }
    for (SpanData span : spans) {
      // What is left has itself among its ancestors.
      branch(span, children, done, out);
    }
    return out.toString();
  }

  private static void branch(
      SpanData top,
      Map<String, List<SpanData>> children,
      IdentityHashMap<SpanData, Boolean> done,
      StringBuilder out) {
    ArrayDeque<SpanData> open = new ArrayDeque<SpanData>();
    ArrayDeque<Integer> depths = new ArrayDeque<Integer>();
    open.push(top);
    depths.push(1);
    while (!open.isEmpty()) {
      SpanData span = open.pop();
      int depth = depths.pop();
      if (done.put(span, Boolean.TRUE) != null) {
        continue;
      }
      line(span, depth, out);
      List<SpanData> next = children.get(span.getSpanId());
      for (int i = next == null ? -1 : next.size() - 1; next != null && i >= 0; i--) {
        open.push(next.get(i));
        depths.push(depth + 1);
      }
    }
  }

  private static Map<String, List<SpanData>> children(List<SpanData> spans) {
    Map<String, List<SpanData>> children = new HashMap<String, List<SpanData>>();
    for (SpanData span : spans) {
      List<SpanData> siblings = children.get(span.getParentSpanId());
      if (siblings == null) {
        siblings = new ArrayList<SpanData>();
        children.put(span.getParentSpanId(), siblings);
      }
      siblings.add(span);
    }
    return children;
  }

  private static void line(SpanData span, int depth, StringBuilder out) {
    for (int i = Math.min(depth, MAX_INDENT); i > 0; i--) {
      out.append("  ");
    }
    printable(span.getName(), out);
    out.append("  ");
    millis(span.getEndEpochNanos() - span.getStartEpochNanos(), out);
    if (span.getKind() != SpanKind.INTERNAL) {
      out.append(' ').append(span.getKind().name().toLowerCase(Locale.ROOT));
    }
    if (span.getStatus().getStatusCode() != StatusCode.UNSET) {
      out.append(" status=").append(span.getStatus().getStatusCode().name());
    }
    for (AttributeKey<?> key : TELLING) {
      Object value = span.getAttributes().get(key);
      if (value != null) {
        out.append(' ').append(key.getKey()).append('=');
        printable(value.toString(), out);
      }
    }
    out.append('\n');
  }

  /** Milliseconds with three decimals. */
  private static void millis(long nanos, StringBuilder out) {
    long micros = Math.max(0, nanos) / 1000;
    out.append(micros / 1000).append('.');
    String rest = Long.toString(1000 + micros % 1000);
    out.append(rest, 1, 4).append(" ms");
  }

  private static void printable(String text, StringBuilder out) {
    int end = Math.min(text.length(), 200);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) ? ' ' : c);
    }
  }

  private static List<AttributeKey<?>> telling() {
    ArrayList<AttributeKey<?>> keys = new ArrayList<AttributeKey<?>>();
    keys.add(AttributeKey.longKey("http.response.status_code"));
    keys.add(AttributeKey.stringKey("rpc.response.status_code"));
    keys.add(AttributeKey.stringKey("messaging.destination.name"));
    keys.add(AttributeKey.stringKey("db.query.summary"));
    keys.add(AttributeKey.stringKey("error.type"));
    return keys;
  }

  /** Orders spans by their start. */
  private static final class ByStart implements Comparator<SpanData> {
    @Override
    public int compare(SpanData a, SpanData b) {
      return Long.compare(a.getStartEpochNanos(), b.getStartEpochNanos());
    }
  }
}
