// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@code //user:password@host:port,host:port/path?name=value;name=value}. Of several
 * hosts the first is taken, user and password are passed over.
 *
 * <p>Where a port should stand and no number does, a host is not taken either: the text may be part
 * of a password that was not encoded.
 */
final class JdbcParts {
  @Nullable String host;
  int port = -1;

  /** What stands after the first slash, without it. */
  @Nullable String path;

  private final String parameters;
  private boolean withoutHost;
  private final @Nullable Properties info;

  /**
   * @param rest what follows the sub-protocol and its colon
   * @param marks the characters of which the first one begins the parameters
   */
  JdbcParts(String rest, String marks, @Nullable Properties info) {
    this.info = info;
    int end = firstOf(rest, marks, 0);
    parameters = rest.substring(end);
    String address = rest.substring(0, end);
    boolean authority = address.startsWith("//");
    if (!authority) {
      withoutHost = true;
      path = address;
      return;
    }
    int list = address.indexOf('(');
    address = address.substring(Math.max(2, address.lastIndexOf('@', list < 0 ? end : list) + 1));
    int slash = firstOf(address, "/", address.lastIndexOf(')') + 1);
    path = slash < address.length() ? address.substring(slash + 1) : null;
    server(address.substring(0, slash));
  }

  /**
   * Takes {@code host}, {@code host:port}, {@code [::1]:port}, {@code (host=h)(port=1)}, or a list
   * that begins with one.
   */
  void server(String server) {
    if (server.indexOf('(') >= 0) {
      int more = server.indexOf("),");
      String first = more < 0 ? server : server.substring(0, more);
      host = inParentheses(first, "host");
      port = number(inParentheses(first, "port"));
      return;
    }
    String first = server.substring(0, firstOf(server, ",", 0)).trim();
    int colon = first.lastIndexOf(':');
    if (first.startsWith("[")) {
      int bracket = first.indexOf(']');
      host = bracket < 0 ? null : first.substring(1, bracket);
      port = first.startsWith(":", bracket + 1) ? number(first.substring(bracket + 2)) : -1;
    } else if (colon >= 0 && first.indexOf(':') == colon) {
      port = number(first.substring(colon + 1));
      host = port >= 0 || colon == first.length() - 1 ? first.substring(0, colon) : null;
    } else {
      host = first;
    }
    withoutHost = host != null && host.isEmpty();
    if (withoutHost) {
      host = null;
    }
  }

  /** Whether no host stands in the URL, rather than one that cannot be read. */
  boolean isWithoutHost() {
    return withoutHost;
  }

  /** A value from the URL, else from the properties. */
  @Nullable String value(String name) {
    String value = parameter(name);
    return value != null ? value : property(name);
  }

  @Nullable String property(String name) {
    return info == null ? null : info.getProperty(name);
  }

  /** A parameter of the URL by its name in any case; {@code {..}} may quote a value. */
  @Nullable String parameter(String name) {
    String separators = parameters.startsWith("?") ? "&;" : ";";
    int start = 1;
    while (start < parameters.length()) {
      int equals = firstOf(parameters, separators + '=', start);
      if (!parameters.startsWith("=", equals)) {
        start = equals + 1;
        continue;
      }
      int from = equals + 1;
      int brace = closingBrace(from);
      int end = firstOf(parameters, separators, Math.max(from, brace));
      if (parameters.substring(start, equals).trim().equalsIgnoreCase(name)) {
        String value =
            brace < 0 ? parameters.substring(from, end) : parameters.substring(from + 1, brace);
        return value.trim().isEmpty() ? null : decode(value.trim());
      }
      start = end + 1;
    }
    return null;
  }

  private int closingBrace(int from) {
    int i = parameters.startsWith("{", from) ? parameters.indexOf('}', from) : -1;
    while (i >= 0 && parameters.startsWith("}}", i)) {
      i = parameters.indexOf('}', i + 2);
    }
    return i;
  }

  /** The path as the name of a database; null if it is empty or looks like parameters. */
  @Nullable String database() {
    String name = path;
    if (name == null || name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('@') >= 0) {
      return null;
    }
    return decode(name);
  }

  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, "UTF-8");
    } catch (IllegalArgumentException | UnsupportedEncodingException e) {
      return text;
    }
  }

  /** The number that a text is, or -1. */
  static int number(@Nullable String text) {
    String digits = text == null ? "" : text.trim();
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9' || i > 4) {
        return -1;
      }
      number = number * 10 + digits.charAt(i) - '0';
    }
    return digits.isEmpty() ? -1 : number;
  }

  /** The index of the first of some characters from an index on, or the length. */
  static int firstOf(String text, String marks, int from) {
    int i = from;
    while (i < text.length() && marks.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return Math.min(i, text.length());
  }

  /**
   * The value of {@code (name = value)} in a text of nested parentheses, as Oracle's descriptors
   * and MySQL's key-value addresses are written.
   */
  static @Nullable String inParentheses(String text, String name) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = lower.indexOf(name); i >= 0; i = lower.indexOf(name, i + 1)) {
      int before = skipBack(lower, i - 1);
      int equals = i + name.length();
      while (equals < lower.length() && lower.charAt(equals) <= ' ') {
        equals++;
      }
      boolean starts = before >= 0 && "(,".indexOf(lower.charAt(before)) >= 0;
      if (starts && equals < lower.length() && lower.charAt(equals) == '=') {
        return text.substring(equals + 1, firstOf(text, "(),", equals + 1)).trim();
      }
    }
    return null;
  }

  static int skipBack(String text, int from) {
    int i = from;
    while (i >= 0 && text.charAt(i) <= ' ') {
      i--;
    }
    return i;
  }
}
