// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import org.jspecify.annotations.Nullable;

/** The URL of a request: the library tells server and path as one. */
final class SentUrl {
  private final String url;
  private final String authority;

  /**
   * @param absolute scheme and authority, with the target behind them
   * @param target path with query, or itself a whole URL, as proxies are sent it
   */
  SentUrl(String absolute, String target) {
    if (target.startsWith("http://") || target.startsWith("https://")) {
      url = target;
      int from = target.indexOf("://") + 3;
      int slash = target.indexOf('/', from);
      authority = target.substring(from, slash < 0 ? target.length() : slash);
    } else {
      url = absolute;
      int to = absolute.endsWith(target) ? absolute.length() - target.length() : absolute.length();
      authority = absolute.substring(absolute.indexOf("://") + 3, to);
    }
  }

  private int colon() {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }

  @Nullable String address() {
    int colon = colon();
    String address = colon < 0 ? authority : authority.substring(0, colon);
    return address.isEmpty() ? null : address;
  }

  /** The scheme's own where none is told. */
  int port() {
    int colon = colon();
    if (colon < 0) {
      return url.startsWith("https:") ? 443 : 80;
    }
    try {
      return Integer.parseInt(authority.substring(colon + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return url;
  }
}
