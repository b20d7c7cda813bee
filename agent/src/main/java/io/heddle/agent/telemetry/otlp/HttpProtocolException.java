// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.IOException;

/**
 * Says that what the server sent is not HTTP, or more of it than is read; sending again would not
 * help.
 */
final class HttpProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  HttpProtocolException(String message) {
    super(message);
  }
}
