// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.settings;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/** Tells the user, once for each setting and in one line, which value could not be used. */
final class Complaints {
  private static final int MAX_SHOWN = 200;

  private final PrintStream err;
  private final Set<String> told = new HashSet<String>();
  private volatile boolean silent;

  Complaints(PrintStream err) {
    this.err = err;
  }

  void silence() {
    silent = true;
  }

  void malformed(String property, String writtenAs, String value, String accepted, String used) {
    String shown = isSecret(property) ? "***" : shown(value);
    line(property, writtenAs + "=" + shown + ": accepted is " + accepted + "; " + used);
  }

  void line(String key, String text) {
    synchronized (told) {
      if (!told.add(key)) {
        return;
      }
    }
    if (!silent) {
      err.println("[heddle] " + text);
    }
  }

  private static boolean isSecret(String property) {
    return property.startsWith("otel.exporter.otlp.") && property.endsWith("headers");
  }

  /** One line of bounded length, without the user and password that a URL may hold. */
  static String shown(String value) {
    StringBuilder out = new StringBuilder(Math.min(value.length(), MAX_SHOWN) + 3);
    int from = 0;
    int scheme = value.indexOf("://");
    int at = value.lastIndexOf('@');
    if (at >= 0) {
      int userInfo = scheme >= 0 && scheme < at ? scheme + 3 : 0;
      out.append(value, 0, userInfo).append("***");
      from = at;
    }
    for (int i = from; i < value.length(); i++) {
      if (out.length() >= MAX_SHOWN) {
        return out.append("...").toString();
      }
      char c = value.charAt(i);
      out.append(Character.isISOControl(c) ? ' ' : c);
    }
    return out.toString();
  }
}
