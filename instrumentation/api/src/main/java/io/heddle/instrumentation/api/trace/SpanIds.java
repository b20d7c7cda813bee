// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import java.util.concurrent.ThreadLocalRandom;

/** Identifiers as numbers and as lower-case hexadecimal. */
final class SpanIds {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

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
    char[] chars = new char[16];
    write(id, chars, 0);
    return new String(chars);
  }

  static String toHex(long high, long low) {
    char[] chars = new char[32];
    write(high, chars, 0);
    write(low, chars, 16);
    return new String(chars);
  }

  private static void write(long id, char[] out, int offset) {
    for (int i = 0; i < 16; i++) {
      out[offset + i] = DIGITS[(int) (id >>> (60 - 4 * i)) & 15];
    }
  }
}
