// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints traces for people. */
final class TraceTree {
  private TraceTree() {}

  static String print(List<Trace> traces) {
    if (traces.isEmpty()) {
      return "(no spans)\n";
    }
    StringBuilder out = new StringBuilder();
    traces.forEach(trace -> print(trace, out));
    return out.toString();
  }

  static String print(Trace trace) {
    return print(List.of(trace));
  }

  private static void print(Trace trace, StringBuilder out) {
    out.append("trace ").append(trace.traceId()).append('\n');
    Map<String, Integer> depths = new HashMap<>();
    int index = 0;
    for (SpanRecord span : trace.spans()) {
      Integer parentDepth = depths.get(span.parentSpanId());
      int depth = parentDepth == null ? 0 : parentDepth + 1;
      depths.put(span.spanId(), depth);
      String indent = "  ".repeat(depth + 1);
      out.append(indent).append('[').append(index++).append("] ");
      head(span, parentDepth == null, out);
      details(span, indent + "      ", out);
    }
  }

  private static void head(SpanRecord span, boolean parentUnknown, StringBuilder out) {
    double millis = (span.endNanos() - span.startNanos()) / 1e6;
    out.append('"').append(span.name()).append("\" ").append(span.kind());
    out.append(String.format(Locale.ROOT, " %.1f ms, scope ", millis)).append(span.scopeName());
    out.append(", id ").append(span.spanId());
    if (!span.isRoot() && parentUnknown) {
      out.append(span.hasRemoteParent() ? ", remote parent " : ", MISSING parent ");
      out.append(span.parentSpanId());
    }
    if (span.status() != SpanRecord.Status.UNSET) {
      out.append(", ").append(span.status());
      if (!span.statusMessage().isEmpty()) {
        out.append(" (").append(span.statusMessage()).append(')');
      }
    }
    out.append('\n');
  }

  private static void details(SpanRecord span, String indent, StringBuilder out) {
    span.attributes().forEach((key, value) -> attribute(indent, key, value, out));
    for (SpanRecord.Event event : span.events()) {
      out.append(indent).append("event ").append(event.name()).append('\n');
      event.attributes().forEach((key, value) -> attribute(indent + "  ", key, value, out));
    }
    for (SpanRecord.Link link : span.links()) {
      out.append(indent).append("link ").append(link.traceId());
      out.append('/').append(link.spanId()).append('\n');
    }
  }

  private static void attribute(String indent, String key, Object value, StringBuilder out) {
    String text = value instanceof String string ? '"' + string + '"' : String.valueOf(value);
    int lineEnd = text.indexOf('\n');
    if (lineEnd >= 0) {
      text = text.substring(0, lineEnd).stripTrailing() + " ...\"";
    }
    out.append(indent).append(key).append(" = ").append(text).append('\n');
  }
}
