// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.util.Locale;

/**
 * The parts of an http or https URL. Taken apart by hand: {@link java.net.URI} has no host for
 * names with an underscore, as in container networks, and {@link java.net.URL} asks the
 * application's stream handler factory.
 */
final class OtlpUrl {
  final boolean secure;

  /** Name or address; an IPv6 address without brackets. */
  final String host;

  final int port;

  /** Path and query, at least "/". */
  final String path;

  private OtlpUrl(boolean secure, String host, int port, String path) {
    this.secure = secure;
    this.host = host;
    this.port = port;
    this.path = path;
  }

  static OtlpUrl parse(String url) {
    String trimmed = url.trim();
    for (int i = 0; i < trimmed.length(); i++) {
      if (trimmed.charAt(i) <= ' ' || trimmed.charAt(i) >= 0x7f) {
        throw bad(url, "has a character that must be percent-encoded");
      }
    }
    String lower = trimmed.toLowerCase(Locale.ROOT);
    boolean secure = lower.startsWith("https://");
    if (!secure && !lower.startsWith("http://")) {
      throw bad(url, "must begin with http:// or https://");
    }
    String rest = trimmed.substring(secure ? 8 : 7);
    int hash = rest.indexOf('#');
    rest = hash < 0 ? rest : rest.substring(0, hash);
    int end = 0;
    while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
      end++;
    }
    String authority = rest.substring(rest.lastIndexOf('@', end == 0 ? 0 : end - 1) + 1, end);
    String path = rest.substring(end);
    int bracket = authority.indexOf(']');
    int colon = authority.indexOf(':', bracket + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (bracket >= 0) {
      throw bad(url, "has an unbalanced bracket");
    }
    if (host.isEmpty()) {
      throw bad(url, "has no host");
    }
    int port = port(url, colon < 0 ? "" : authority.substring(colon + 1), secure ? 443 : 80);
    return new OtlpUrl(secure, host, port, path.startsWith("/") ? path : "/" + path);
  }

  private static int port(String url, String text, int standard) {
    if (text.isEmpty()) {
      return standard;
    }
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536 && text.charAt(0) != '+') {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw bad(url, "has a bad port");
  }

  /** Host and port as in a Host header. */
  String authority() {
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == (secure ? 443 : 80) ? name : name + ":" + port;
  }

  /** Whether the host is an address, for which TLS sends no server name. */
  boolean isLiteral() {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == ':') {
        return true;
      }
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + authority() + path;
  }

  private static IllegalArgumentException bad(String url, String why) {
    return new IllegalArgumentException("OTLP endpoint \"" + url + "\" " + why);
  }
}
