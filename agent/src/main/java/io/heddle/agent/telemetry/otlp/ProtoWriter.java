// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the fields of nested protobuf messages one after the other into a growing buffer, which is
 * kept from one request to the next unless it grew large. Nothing is measured beforehand: the
 * length of a message is put before it when it ends.
 */
final class ProtoWriter {
  private static final int FIRST = 8192;
  private static final int KEPT = 1 << 20;
  private static final int LONGEST_VARINT = 10;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private byte[] bytes = new byte[FIRST];
  private int size;

  /** What is written, from the beginning up to {@link #size}; valid until the next call. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Forgets what is written. */
  void clear() {
    size = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[FIRST];
    }
  }

  /** Writes an integer, enum or bool. */
  void varint(int field, long value) {
    ensure(2 * LONGEST_VARINT);
    tag(field, VARINT);
    varint(value);
  }

  void fixed64(int field, long value) {
    ensure(LONGEST_VARINT + 8);
    tag(field, FIXED64);
    littleEndian((int) value);
    littleEndian((int) (value >>> 32));
  }

  void fixed32(int field, int value) {
    ensure(LONGEST_VARINT + 4);
    tag(field, FIXED32);
    littleEndian(value);
  }

  private void littleEndian(int value) {
    byte[] out = bytes;
    int at = size;
    out[at] = (byte) value;
    out[at + 1] = (byte) (value >>> 8);
    out[at + 2] = (byte) (value >>> 16);
    out[at + 3] = (byte) (value >>> 24);
    size = at + 4;
  }

  void bytes(int field, byte[] value) {
    ensure(2 * LONGEST_VARINT + value.length);
    tag(field, LENGTH);
    varint(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** Writes numbers as bytes, the highest first, as identifiers are written. */
  void identifier(int field, long value) {
    ensure(2 * LONGEST_VARINT + 8);
    tag(field, LENGTH);
    varint(8);
    bigEndian(value);
  }

  /** The same of 16 bytes. */
  void identifier(int field, long high, long low) {
    ensure(2 * LONGEST_VARINT + 16);
    tag(field, LENGTH);
    varint(16);
    bigEndian(high);
    bigEndian(low);
  }

  private void bigEndian(long value) {
    littleEndian(Integer.reverseBytes((int) (value >>> 32)));
    littleEndian(Integer.reverseBytes((int) value));
  }

  /** Writes text as UTF-8; what is no text, an unpaired surrogate, becomes a question mark. */
  void string(int field, String value) {
    int length = value.length();
    ensure(2 * LONGEST_VARINT + length);
    int start = size;
    tag(field, LENGTH);
    varint(length);
    byte[] out = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        size = start;
        bytes(field, value.getBytes(StandardCharsets.UTF_8));
        return;
      }
      out[at++] = (byte) c;
    }
    size = at;
  }

  /** Begins a message within this one; gives what {@link #end} takes. */
  int begin(int field) {
    ensure(2 * LONGEST_VARINT);
    tag(field, LENGTH);
    return ++size;
  }

  /**
   * Ends a message. One byte was left for its length, which is enough for most: longer ones move
   * up.
   */
  void end(int start) {
    int length = size - start;
    int more = 0;
    for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
      more++;
    }
    if (more > 0) {
      ensure(more);
      System.arraycopy(bytes, start, bytes, start + more, length);
    }
    size = start - 1;
    varint(length);
    size += length;
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    if ((value & ~0x7FL) == 0) {
      bytes[size++] = (byte) value;
    } else {
      longVarint(value);
    }
  }

  private void longVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
