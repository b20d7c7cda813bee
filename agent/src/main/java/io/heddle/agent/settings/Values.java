// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads single values from text; null means that the text is malformed. */
final class Values {
  private static final String[] UNITS = {"ns", "us", "ms", "s", "m", "h", "d"};
  private static final long[] UNIT_NANOS = {
    1L, 1_000L, 1_000_000L, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L, 86_400_000_000_000L
  };
  private static final long NANOS_A_MILLI = 1_000_000L;

  private Values() {}

  static @Nullable Boolean bool(String text) {
    if (text.equalsIgnoreCase("true")) {
      return Boolean.TRUE;
    }
    return text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
  }

  static @Nullable Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static @Nullable Double ratio(String text) {
    try {
      double value = Double.parseDouble(text);
      return value >= 0 && value <= 1 ? Double.valueOf(value) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Milliseconds; a part of a millisecond counts as a whole one, so that only 0 gives 0. */
  static @Nullable Long durationMillis(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    Long count = number(text.substring(0, digits));
    String unit = text.substring(digits).trim().toLowerCase(Locale.ROOT);
    if (count == null) {
      return null;
    }
    if (unit.isEmpty()) {
      return count;
    }
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit)) {
        return inMillis(count, UNIT_NANOS[i]);
      }
    }
    return null;
  }

  private static @Nullable Long inMillis(long count, long unitNanos) {
    if (unitNanos < NANOS_A_MILLI) {
      long unitsAMilli = NANOS_A_MILLI / unitNanos;
      return count / unitsAMilli + (count % unitsAMilli == 0 ? 0 : 1);
    }
    long unitMillis = unitNanos / NANOS_A_MILLI;
    return count > Long.MAX_VALUE / unitMillis ? null : count * unitMillis;
  }

  static List<String> list(String text) {
    List<String> items = new ArrayList<String>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(',', start);
      if (end < 0) {
        end = text.length();
      }
      String item = text.substring(start, end).trim();
      if (!item.isEmpty()) {
        items.add(item);
      }
      start = end + 1;
    }
    return items;
  }

  /** Entries {@code key=value}, percent-decoded; an entry without a value is left out. */
  static @Nullable Map<String, String> map(String text) {
    Map<String, String> entries = new LinkedHashMap<String, String>();
    for (String item : list(text)) {
      int equals = item.indexOf('=');
      if (equals < 0) {
        return null;
      }
      String key = percentDecode(item.substring(0, equals).trim());
      String value = percentDecode(item.substring(equals + 1).trim());
      if (key.isEmpty()) {
        return null;
      }
      if (!value.isEmpty()) {
        entries.put(key, value);
      }
    }
    return entries;
  }

  /** Replaces {@code %XX} sequences, read as UTF-8; a percent sign without two hex digits stays. */
  static String percentDecode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      byte b = in[i];
      if (b == '%' && i + 2 < in.length) {
        int high = Character.digit(in[i + 1], 16);
        int low = Character.digit(in[i + 2], 16);
        if (high >= 0 && low >= 0) {
          b = (byte) (high << 4 | low);
          i += 2;
        }
      }
      out[length++] = b;
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  /** Whether the text is an absolute http or https URL without query and fragment. */
  static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      // getHost() is null for names with an underscore, which container networks have.
      return scheme != null
          && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
          && uri.getRawAuthority() != null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
