// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.settings.Settings;
import io.heddle.instrumentation.api.http.HttpSettings;
import java.util.ArrayList;
import java.util.List;

/** Reads what the kits for HTTP record, and what they leave out. */
final class HttpSettingsReader {
  private static final String HTTP = "otel.instrumentation.http.";
  private static final String METHODS = HTTP + "known-methods";
  private static final String SENSITIVE =
      "otel.instrumentation.sanitization.url.experimental.sensitive-query-parameters";

  private HttpSettingsReader() {}

  /** What is not set stays as it is. */
  static void read(Settings settings) {
    if (settings.isSet(METHODS)) {
      HttpSettings.setKnownMethods(tokens(settings, METHODS));
    }
    if (settings.isSet(SENSITIVE)) {
      HttpSettings.setSensitiveParameters(settings.list(SENSITIVE));
    }
    HttpSettings.setClientExtras(
        headers(settings, "client", "request"),
        headers(settings, "client", "response"),
        optIn(settings, "client"));
    HttpSettings.setServerExtras(
        headers(settings, "server", "request"),
        headers(settings, "server", "response"),
        optIn(settings, "server"));
    HttpSettings.setExcluded(
        settings.list("heddle.http.client.excluded-urls"),
        settings.list("heddle.http.server.excluded-paths"));
  }

  private static List<String> headers(Settings settings, String side, String message) {
    return tokens(settings, HTTP + side + ".capture-" + message + "-headers");
  }

  private static boolean optIn(Settings settings, String side) {
    return settings.bool(HTTP + side + ".emit-experimental-telemetry", false);
  }

  /** What is no token, as methods and names of headers are (RFC 9110, section 5.6.2), is told. */
  private static List<String> tokens(Settings settings, String name) {
    List<String> tokens = new ArrayList<String>();
    boolean clean = true;
    for (String item : settings.list(name)) {
      if (isToken(item)) {
        tokens.add(item);
      } else {
        clean = false;
      }
    }
    if (!clean) {
      settings.reject(name, "a list of tokens of HTTP", tokens + " is used");
    }
    return tokens;
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
