// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.util.Locale;

/**
 * {@code thin:user/password@} and what follows: {@code host:port:sid}, {@code //host:port/service},
 * a connect descriptor in parentheses, a directory's URL or an alias.
 */
final class OracleUrl {
  private OracleUrl() {}

  static DbAddress parse(JdbcSystem system, String rest) {
    int colon = rest.indexOf(':');
    String type = colon < 0 ? rest : rest.substring(0, colon);
    if (type.startsWith("//")) {
      return ServerUrl.parse(system, "", rest, null);
    }
    String address = rest.substring(colon + 1);
    int at = address.lastIndexOf('@', descriptorStart(address));
    if (at < 0 && !address.startsWith("/") && !address.startsWith("(")) {
      boolean credentials = address.indexOf('/') >= 0 && !address.contains("//");
      address = credentials ? "" : address;
    }
    address = address.substring(at + 1).trim();
    return address.startsWith("(") ? descriptor(system, address) : easy(system, address);
  }

  /** The index of the parenthesis that opens a descriptor, not one in a password; or the length. */
  private static int descriptorStart(String address) {
    for (int i = address.indexOf('('); i >= 0; i = address.indexOf('(', i + 1)) {
      int before = JdbcParts.skipBack(address, i - 1);
      if (before < 0 || address.charAt(before) == '@') {
        return i;
      }
    }
    return address.length();
  }

  private static DbAddress descriptor(JdbcSystem system, String text) {
    String service = JdbcParts.inParentheses(text, "service_name");
    return new DbAddress(
        system.name,
        system.dialect,
        service != null ? service : JdbcParts.inParentheses(text, "sid"),
        JdbcParts.inParentheses(text, "host"),
        JdbcParts.number(JdbcParts.inParentheses(text, "port")),
        system.port);
  }

  private static DbAddress easy(JdbcSystem system, String address) {
    String text = address.substring(0, JdbcParts.firstOf(address, "?", 0));
    String lower = text.toLowerCase(Locale.ROOT);
    int slashes = text.indexOf("//");
    if (lower.startsWith("ldap")) {
      JdbcParts directory = new JdbcParts(text.substring(Math.max(0, slashes)), ",", null);
      return new DbAddress(system.name, system.dialect, directory.database(), null, -1, -1);
    }
    text = slashes < 0 ? text : text.substring(slashes + 2);
    int slash = text.indexOf('/');
    JdbcParts parts = new JdbcParts("", "", null);
    if (slash >= 0) {
      parts.server(text.substring(0, slash));
      String service = text.substring(slash + 1);
      parts.path = service.substring(0, JdbcParts.firstOf(service, ":/", 0));
    } else {
      int last = text.lastIndexOf(':');
      boolean port = JdbcParts.number(text.substring(last + 1)) >= 0;
      boolean alias = last < 0 && slashes < 0;
      parts.path = alias ? text : port || last < 0 ? null : text.substring(last + 1);
      parts.server(alias ? "" : parts.path == null ? text : text.substring(0, last));
    }
    return new DbAddress(
        system.name, system.dialect, parts.database(), parts.host, parts.port, system.port);
  }
}
