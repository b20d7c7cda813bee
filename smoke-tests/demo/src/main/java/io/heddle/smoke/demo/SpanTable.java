// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A trace as a table of at most {@value #WIDTH} columns: duration, service, kind, name and telling
 * attributes of one span a line, children indented below their parent.
 */
final class SpanTable {
  static final int WIDTH = 110;

  private static final String MARGIN = "   ";

  private SpanTable() {}

  static String print(Trace trace) {
    List<String> names = names(trace);
    int services = 0;
    int widest = 0;
    for (int i = 0; i < names.size(); i++) {
      services = Math.max(services, service(trace.span(i)).length());
      widest = Math.max(widest, names.get(i).length());
    }
    StringBuilder out = new StringBuilder();
    String format = MARGIN + "%7.1f ms  %-" + services + "s  %-6s  %-" + widest + "s  ";
    for (int i = 0; i < names.size(); i++) {
      SpanRecord span = trace.span(i);
      double millis = (span.endNanos() - span.startNanos()) / 1e6;
      String line =
          String.format(Locale.ROOT, format, millis, service(span), span.kind(), names.get(i));
      String details = cut(details(span), WIDTH - line.length());
      if (span.status() == SpanRecord.Status.ERROR) {
        out.append(Ink.RED.on((line + details).stripTrailing()));
      } else {
        out.append(details.isEmpty() ? line.stripTrailing() : line + Ink.DIM.on(details));
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static List<String> names(Trace trace) {
    Map<String, Integer> depths = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (SpanRecord span : trace.spans()) {
      int depth = depths.getOrDefault(span.parentSpanId(), -1) + 1;
      depths.put(span.spanId(), depth);
      names.add("  ".repeat(depth) + span.name());
    }
    return names;
  }

  private static String service(SpanRecord span) {
    return String.valueOf(span.resource().get("service.name"));
  }

  private static String details(SpanRecord span) {
    List<String> details = new ArrayList<>();
    String status = text(span, "http.response.status_code");
    details.add(status);
    if (span.status() == SpanRecord.Status.ERROR) {
      String error = text(span, "error.type");
      error = error.substring(error.lastIndexOf('.') + 1);
      details.add(error.equals(status) ? "ERROR" : ("ERROR " + error).strip());
    }
    boolean client = span.kind() == SpanRecord.Kind.CLIENT;
    details.add(
        client ? text(span, "url.full").replaceFirst("^http://", "") : text(span, "url.path"));
    details.add(text(span, "db.query.text"));
    details.removeIf(String::isEmpty);
    return String.join("  ", details);
  }

  private static String cut(String text, int room) {
    if (text.length() <= room) {
      return text;
    }
    return room < 4 ? "" : text.substring(0, room - 3) + "...";
  }

  private static String text(SpanRecord span, String key) {
    Object value = span.attributes().get(key);
    return value == null ? "" : value.toString().replace('\n', ' ');
  }
}
