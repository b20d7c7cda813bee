// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Patterns of URLs in which {@code *} stands for any characters, of a path too: {@code /health},
 * {@code /actuator/*}, {@code *.css}. Case matters. Immutable.
 */
final class UrlPatterns {
  private final List<String> patterns;

  UrlPatterns(Collection<String> patterns) {
    this.patterns = new ArrayList<>(patterns);
  }

  /** Whether one of the patterns is the whole of the text up to its query or fragment. */
  boolean matches(String url) {
    int end = 0;
    while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
      end++;
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (matches(patterns.get(i), url, end)) {
        return true;
      }
    }
    return false;
  }

  /** In time of at most the product of both lengths: only the last star is gone back to. */
  private static boolean matches(String pattern, String text, int end) {
    int at = 0;
    int next = 0;
    int star = -1;
    int starAt = 0;
    while (at < end) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        star = next++;
        starAt = at;
      } else if (next < pattern.length() && pattern.charAt(next) == text.charAt(at)) {
        next++;
        at++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    return next == pattern.length();
  }
}
