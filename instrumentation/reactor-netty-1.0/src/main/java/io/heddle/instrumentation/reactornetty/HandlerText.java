// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import org.jspecify.annotations.Nullable;

/** What the library's handler says that it will send: <code>{uri=..., method=...}</code>. */
final class HandlerText {
  private static final String URI = "{uri=";
  private static final String METHOD = ", method=";

  final String method;
  final String url;

  private HandlerText(String method, String url) {
    this.method = method;
    this.url = url;
  }

  static HandlerText of(String text) {
    int end = text.lastIndexOf(METHOD);
    return new HandlerText(
        text.substring(end + METHOD.length(), text.length() - 1),
        text.substring(URI.length(), end));
  }

  /** Host without its port, or null where a socket has a path. */
  @Nullable String address() {
    String authority = authority();
    int colon = portColon(authority);
    String address = colon < 0 ? authority : authority.substring(0, colon);
    return address.isEmpty() ? null : address;
  }

  /** The scheme's own where none is told. */
  int port() {
    String authority = authority();
    int colon = portColon(authority);
    if (colon >= 0) {
      return Integer.parseInt(authority.substring(colon + 1));
    }
    return url.startsWith("https:") || url.startsWith("wss:") ? 443 : 80;
  }

  private String authority() {
    int from = url.indexOf("://") + 3;
    int to = from;
    while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
      to++;
    }
    return url.substring(url.lastIndexOf('@', to) < from ? from : url.lastIndexOf('@', to) + 1, to);
  }

  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }
}
