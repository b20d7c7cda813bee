// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The identifier that all spans of a trace share; a string only when somebody asks for it, which on
 * the way of most spans is the exporter. Thread-safe.
 */
final class TraceIdentity {
  private final long high;
  private final long low;

  /** Racing threads make equal strings. */
  private @Nullable String hex;

  private TraceIdentity(long high, long low, @Nullable String hex) {
    this.high = high;
    this.low = low;
    this.hex = hex;
  }

  /** A new one, whose last seven bytes are random (W3C trace context level 2). */
  static TraceIdentity random() {
    return new TraceIdentity(ThreadLocalRandom.current().nextLong(), SpanIds.next(), null);
  }

  /** One that arrived, as 32 lower-case hexadecimal digits. */
  static TraceIdentity of(String hex) {
    return new TraceIdentity(SpanIds.parse(hex, 0), SpanIds.parse(hex, 16), hex);
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  String hex() {
    String known = hex;
    if (known == null) {
      byte[] digits = new byte[32];
      write(digits, 0);
      known = SpanIds.string(digits);
      hex = known;
    }
    return known;
  }

  /** Writes the 32 digits. */
  void write(byte[] out, int offset) {
    SpanIds.write(high, out, offset);
    SpanIds.write(low, out, offset + 16);
  }
}
