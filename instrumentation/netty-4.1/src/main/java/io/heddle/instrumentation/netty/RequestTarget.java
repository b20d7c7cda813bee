// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import org.jspecify.annotations.Nullable;

/**
 * The parts of what stands between method and version: a path, or a URL where the request goes to a
 * proxy.
 */
final class RequestTarget {
  private static final String AUTHORITY = "://";

  private RequestTarget() {}

  static String path(String target) {
    int from = endOfAuthority(target);
    int question = target.indexOf('?', from);
    String path = question < 0 ? target.substring(from) : target.substring(from, question);
    return path.isEmpty() ? "/" : path;
  }

  static @Nullable String query(String target) {
    int question = target.indexOf('?');
    return question < 0 ? null : target.substring(question + 1);
  }

  /** Host and port of a URL, or null. */
  static @Nullable String authority(String target) {
    int end = endOfAuthority(target);
    if (end == 0) {
      return null;
    }
    String authority = target.substring(target.indexOf(AUTHORITY) + AUTHORITY.length(), end);
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  /** 0 where there is no authority. */
  private static int endOfAuthority(String target) {
    int authority = target.startsWith("/") ? -1 : target.indexOf(AUTHORITY);
    int question = target.indexOf('?');
    if (authority < 0 || (question >= 0 && question < authority)) {
      return 0;
    }
    int slash = target.indexOf('/', authority + AUTHORITY.length());
    int end = question < 0 ? target.length() : question;
    return slash < 0 ? end : Math.min(slash, end);
  }
}
