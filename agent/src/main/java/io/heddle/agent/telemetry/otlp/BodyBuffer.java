// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.ByteArrayOutputStream;

/**
 * A growing buffer whose bytes can be read in place, and which is kept from one request to the next
 * unless it grew large.
 */
final class BodyBuffer extends ByteArrayOutputStream {
  private static final int KEPT = 1 << 20;

  BodyBuffer() {
    super(8192);
  }

  byte[] bytes() {
    return buf;
  }

  /** Empties the buffer for the next request. */
  void recycle() {
    reset();
    if (buf.length > KEPT) {
      buf = new byte[8192];
    }
  }
}
