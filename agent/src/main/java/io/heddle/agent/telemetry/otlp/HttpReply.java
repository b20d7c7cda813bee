// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP response that has been read whole. */
final class HttpReply {
  final int status;
  final byte[] body;
  final boolean keepAlive;
  private final Map<String, String> headers;

  HttpReply(int status, Map<String, String> headers, byte[] body, boolean keepAlive) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.keepAlive = keepAlive;
  }

  /** The value of a header by its name in lower case. */
  @Nullable String header(String name) {
    return headers.get(name);
  }
}
