// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/** Attribute keys of the HTTP conventions (semantic conventions 1.45, HTTP spans). */
final class HttpAttributes {
  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> METHOD_ORIGINAL =
      AttributeKey.stringKey("http.request.method_original");
  static final AttributeKey<Long> RESEND_COUNT = AttributeKey.longKey("http.request.resend_count");
  static final AttributeKey<Long> STATUS_CODE = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<String> URL_FULL = AttributeKey.stringKey("url.full");
  static final AttributeKey<String> URL_SCHEME = AttributeKey.stringKey("url.scheme");
  static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
  static final AttributeKey<String> URL_QUERY = AttributeKey.stringKey("url.query");
  static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<String> CLIENT_ADDRESS = AttributeKey.stringKey("client.address");
  static final AttributeKey<String> PEER_ADDRESS = AttributeKey.stringKey("network.peer.address");
  static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("network.peer.port");
  static final AttributeKey<String> PROTOCOL_VERSION =
      AttributeKey.stringKey("network.protocol.version");
  static final AttributeKey<String> USER_AGENT = AttributeKey.stringKey("user_agent.original");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /** Upper bounds in seconds of the duration histograms. */
  static final double[] BUCKETS = {
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
  };

  private static final Long[] STATUS_CODES = new Long[500];
  private static final String[] STATUS_TEXTS = new String[500];

  static {
    for (int i = 0; i < STATUS_CODES.length; i++) {
      STATUS_CODES[i] = i + 100L;
      STATUS_TEXTS[i] = Integer.toString(i + 100);
    }
  }

  private static final @Nullable Long[] PORTS = new Long[64];

  private HttpAttributes() {}

  /** A port as an attribute value, most often without allocation. */
  static Long port(int port) {
    // Racing threads replace each other's entry; a Long is safe to pass through a race.
    int slot = port & (PORTS.length - 1);
    Long known = PORTS[slot];
    if (known == null || known != port) {
      known = (long) port;
      PORTS[slot] = known;
    }
    return known;
  }

  /** A valid status code as an attribute value, without allocation. */
  static Long statusCode(int code) {
    return STATUS_CODES[code - 100];
  }

  /** A valid status code as {@code error.type}. */
  static String statusText(int code) {
    return STATUS_TEXTS[code - 100];
  }

  static boolean isStatus(int code) {
    return code >= 100 && code < 600;
  }
}
