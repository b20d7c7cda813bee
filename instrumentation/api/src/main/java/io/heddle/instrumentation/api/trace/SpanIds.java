// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import java.util.concurrent.ThreadLocalRandom;

/** Identifiers as numbers and as lower-case hexadecimal. */
final class SpanIds {
  private SpanIds() {}

  /** A random identifier that is not zero. */
  static long next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long id;
    do {
      id = random.nextLong();
    } while (id == 0);
    return id;
  }

  static String toHex(long id) {
    byte[] digits = new byte[16];
    write(id, digits, 0);
    return string(digits);
  }

  /** Writes the 16 digits of an identifier. */
  static void write(long id, byte[] out, int offset) {
    for (int i = 0; i < 16; i++) {
      int digit = (int) (id >>> (60 - 4 * i)) & 15;
      out[offset + i] = (byte) (digit < 10 ? '0' + digit : 'a' - 10 + digit);
    }
  }

  /** Reads 16 lower-case digits. */
  static long parse(String hex, int offset) {
    long id = 0;
    for (int i = offset; i < offset + 16; i++) {
      char c = hex.charAt(i);
      id = id << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return id;
  }

  /** The string of ASCII bytes; the constructor without a charset is the one that only copies. */
  @SuppressWarnings("deprecation")
  static String string(byte[] ascii) {
    return new String(ascii, 0, 0, ascii.length);
  }
}
