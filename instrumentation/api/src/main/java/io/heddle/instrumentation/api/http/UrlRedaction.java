// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of URLs: user information, and values of query parameters that sign a request.
 * Gives the same object back when there is nothing to take out.
 */
final class UrlRedaction {
  private static final String REDACTED = "REDACTED";

  private UrlRedaction() {}

  /** Redacts an absolute URL for {@code url.full}. */
  static String full(String url) {
    String result = url;
    int authority = url.indexOf("://");
    if (authority >= 0) {
      authority += 3;
      int end = endOfAuthority(url, authority);
      int at = url.lastIndexOf('@', end - 1);
      if (at >= authority) {
        boolean password = url.lastIndexOf(':', at) >= authority;
        result =
            url.substring(0, authority)
                + (password ? REDACTED + ":" + REDACTED : REDACTED)
                + url.substring(at);
      }
    }
    int question = result.indexOf('?');
    if (question < 0) {
      return result;
    }
    String query = result.substring(question + 1);
    String redacted = query(query);
    return redacted == null || redacted.equals(query)
        ? result
        : result.substring(0, question + 1) + redacted;
  }

  /** Redacts a query string without its question mark for {@code url.query}. */
  static @Nullable String query(@Nullable String query) {
    if (query == null) {
      return null;
    }
    String result = query;
    List<String> names = HttpSettings.sensitiveParameters();
    for (int i = 0; i < names.size(); i++) {
      result = redact(result, names.get(i));
    }
    return result;
  }

  private static String redact(String query, String name) {
    String result = query;
    int from = 0;
    while (true) {
      int at = result.indexOf(name, from);
      if (at < 0) {
        return result;
      }
      int equals = at + name.length();
      boolean whole =
          (at == 0 || result.charAt(at - 1) == '&')
              && equals < result.length()
              && result.charAt(equals) == '=';
      from = equals;
      if (whole) {
        int end = result.indexOf('&', equals);
        int fragment = result.indexOf('#', equals);
        if (end < 0 || (fragment >= 0 && fragment < end)) {
          end = fragment >= 0 ? fragment : result.length();
        }
        result = result.substring(0, equals + 1) + REDACTED + result.substring(end);
        from = equals + 1 + REDACTED.length();
      }
    }
  }

  private static int endOfAuthority(String url, int start) {
    for (int i = start; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return url.length();
  }
}
