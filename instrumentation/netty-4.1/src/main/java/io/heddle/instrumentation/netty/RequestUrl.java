// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import org.jspecify.annotations.Nullable;

/** What a client's request is for; becomes a string when its span is exported. */
final class RequestUrl {
  private final boolean secure;
  private final @Nullable String authority;
  private final String target;

  RequestUrl(boolean secure, @Nullable String authority, String target) {
    String own = RequestTarget.authority(target);
    this.secure = own == null ? secure : target.startsWith("https:");
    this.authority = own == null ? authority : own;
    this.target = target;
  }

  /** Host without its port. */
  @Nullable String address() {
    if (authority == null) {
      return null;
    }
    int colon = portColon(authority);
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  /** The scheme's own where none is told. */
  int port() {
    int colon = authority == null ? -1 : portColon(authority);
    if (authority != null && colon >= 0) {
      try {
        return Integer.parseInt(authority.substring(colon + 1));
      } catch (NumberFormatException e) {
        return -1;
      }
    }
    return secure ? 443 : 80;
  }

  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }

  @Override
  public String toString() {
    return authority == null || RequestTarget.authority(target) != null
        ? target
        : (secure ? "https://" : "http://") + authority + target;
  }
}
