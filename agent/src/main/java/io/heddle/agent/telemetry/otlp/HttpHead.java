// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The request line and headers of the POST requests to one endpoint, as bytes up to the length of
 * the body.
 */
final class HttpHead {
  /** Headers that frame the message or the connection; settings cannot change them. */
  private static final Set<String> FIXED =
      Collections.unmodifiableSet(
          new HashSet<String>(
              Arrays.asList(
                  "connection",
                  "content-encoding",
                  "content-length",
                  "content-type",
                  "expect",
                  "keep-alive",
                  "proxy-connection",
                  "te",
                  "trailer",
                  "transfer-encoding",
                  "upgrade")));

  private final String start;

  HttpHead(OtlpEndpoint endpoint) {
    StringBuilder head = new StringBuilder(256);
    head.append("POST ").append(endpoint.url.path).append(" HTTP/1.1\r\n");
    Set<String> names = new HashSet<String>();
    for (Map.Entry<String, String> header : endpoint.headers.entrySet()) {
      String lower = header.getKey().toLowerCase(Locale.ROOT);
      if (isSendable(lower) && names.add(lower)) {
        head.append(header.getKey()).append(": ").append(value(header.getValue())).append("\r\n");
      }
    }
    if (names.add("host")) {
      head.append("Host: ").append(endpoint.url.authority()).append("\r\n");
    }
    if (names.add("user-agent")) {
      head.append("User-Agent: ").append(value(endpoint.userAgent)).append("\r\n");
    }
    head.append("Content-Type: application/x-protobuf\r\n");
    if (endpoint.gzip) {
      head.append("Content-Encoding: gzip\r\n");
    }
    this.start = head.append("Content-Length: ").toString();
  }

  byte[] bytes(int contentLength) {
    return (start + contentLength + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether a header of this name, in lower case, may be sent: a token (RFC 9110) that does not
   * frame the message.
   */
  static boolean isSendable(String name) {
    if (name.isEmpty() || FIXED.contains(name)) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean token =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
      if (!token) {
        return false;
      }
    }
    return true;
  }

  /**
   * The value with each control character replaced by a space and each character beyond ASCII by a
   * question mark.
   */
  static String value(String value) {
    StringBuilder clean = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      clean.append(c < ' ' || c == 0x7f ? ' ' : c > 0x7f ? '?' : c);
    }
    return clean.toString().trim();
  }
}
