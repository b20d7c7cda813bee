// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A trace state that keeps the header it was read from, so that what is only passed on is passed on
 * unchanged. Keys follow W3C Trace Context level 2; the SDK's own builder knows level 1 only and
 * drops the whole list for a key it does not know. Immutable, safe for use by any thread.
 */
final class W3cTraceState implements TraceState {
  static final int MAX_MEMBERS = 32;
  private static final int MAX_PART = 256;

  /** The longest list of 32 members without optional white space. */
  static final int MAX_LENGTH = MAX_MEMBERS * (2 * MAX_PART + 1) + MAX_MEMBERS - 1;

  private final String header;
  private volatile @Nullable Map<String, String> entries;

  private W3cTraceState(String header) {
    this.header = header;
  }

  /** The state in a header value; the empty state when it is empty or breaks a rule. */
  static TraceState parse(String header) {
    int start = 0;
    int end = header.length();
    while (start < end && isSpace(header.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(header.charAt(end - 1))) {
      end--;
    }
    if (end - start > MAX_LENGTH) {
      return TraceState.getDefault();
    }
    int members = members(header, start, end);
    return members < 1 || members > MAX_MEMBERS
        ? TraceState.getDefault()
        : new W3cTraceState(header.substring(start, end));
  }

  /** How many members a list has, or -1 when one is invalid. Empty members do not count. */
  private static int members(String header, int start, int end) {
    int members = 0;
    int from = start;
    while (from <= end) {
      int to = memberEnd(header, from, end);
      int first = skipSpace(header, from, to);
      int last = skipSpaceBack(header, first, to);
      if (first < last) {
        int equals = header.indexOf('=', first);
        if (equals < 0 || !isKey(header, first, equals) || !isValue(header, equals + 1, last)) {
          return -1;
        }
        members++;
      }
      from = to + 1;
    }
    return members;
  }

  private static int memberEnd(String header, int from, int end) {
    int comma = header.indexOf(',', from);
    return comma < 0 || comma > end ? end : comma;
  }

  private static int skipSpace(String header, int from, int to) {
    int first = from;
    while (first < to && isSpace(header.charAt(first))) {
      first++;
    }
    return first;
  }

  private static int skipSpaceBack(String header, int from, int to) {
    int last = to;
    while (last > from && isSpace(header.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isKey(String text, int from, int to) {
    if (to - from < 1 || to - from > MAX_PART || !isLetterOrDigit(text.charAt(from))) {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '_' && c != '-' && c != '*' && c != '/' && c != '@') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isValue(String text, int from, int to) {
    if (to - from < 1 || to - from > MAX_PART || text.charAt(to - 1) == ' ') {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7E || c == ',' || c == '=') {
        return false;
      }
    }
    return true;
  }

  /** The header value of any state, or the empty string. */
  static String header(TraceState state) {
    if (state instanceof W3cTraceState) {
      return ((W3cTraceState) state).header;
    }
    return state.isEmpty() ? "" : header(state.asMap());
  }

  private static String header(Map<String, String> entries) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      if (out.length() > 0) {
        out.append(',');
      }
      out.append(entry.getKey()).append('=').append(entry.getValue());
    }
    return out.toString();
  }

  /** Entries from left to right; of two with the same key the left one, which is the newer. */
  @Override
  public Map<String, String> asMap() {
    Map<String, String> map = entries;
    if (map == null) {
      map = new LinkedHashMap<String, String>();
      int from = 0;
      while (from <= header.length()) {
        int to = memberEnd(header, from, header.length());
        int first = skipSpace(header, from, to);
        int last = skipSpaceBack(header, first, to);
        if (first < last) {
          int equals = header.indexOf('=', first);
          map.putIfAbsent(header.substring(first, equals), header.substring(equals + 1, last));
        }
        from = to + 1;
      }
      map = Collections.unmodifiableMap(map);
      entries = map;
    }
    return map;
  }

  @Override
  public @Nullable String get(@Nullable String key) {
    return key == null ? null : asMap().get(key);
  }

  @Override
  public int size() {
    return asMap().size();
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void forEach(@Nullable BiConsumer<String, String> consumer) {
    if (consumer != null) {
      asMap().forEach(consumer);
    }
  }

  @Override
  public TraceStateBuilder toBuilder() {
    return new Builder(asMap());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof W3cTraceState && ((W3cTraceState) other).header.equals(header);
  }

  @Override
  public int hashCode() {
    return header.hashCode();
  }

  @Override
  public String toString() {
    return header;
  }

  /** Puts new entries to the left and leaves the others in their order. */
  private static final class Builder implements TraceStateBuilder {
    private final Map<String, String> entries;

    Builder(Map<String, String> entries) {
      this.entries = new LinkedHashMap<String, String>(entries);
    }

    @Override
    public TraceStateBuilder put(String key, String value) {
      if (isKey(key, 0, key.length()) && isValue(value, 0, value.length())) {
        Map<String, String> others = new LinkedHashMap<String, String>(entries);
        others.remove(key);
        entries.clear();
        entries.put(key, value);
        for (Map.Entry<String, String> other : others.entrySet()) {
          if (entries.size() < MAX_MEMBERS) {
            entries.put(other.getKey(), other.getValue());
          }
        }
      }
      return this;
    }

    @Override
    public TraceStateBuilder remove(String key) {
      entries.remove(key);
      return this;
    }

    @Override
    public TraceState build() {
      return entries.isEmpty() ? TraceState.getDefault() : new W3cTraceState(header(entries));
    }
  }
}
