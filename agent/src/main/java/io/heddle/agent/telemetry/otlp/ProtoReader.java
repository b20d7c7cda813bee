// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one protobuf message in their order; a cursor over bytes, for the few small
 * answers of OTLP.
 */
final class ProtoReader {
  private final byte[] bytes;
  private final int end;
  private int at;
  private int wireType;

  ProtoReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Moves to the next field; its number, or 0 at the end of the message. */
  int next() throws IOException {
    if (at >= end) {
      return 0;
    }
    long tag = varint();
    wireType = (int) (tag & 7);
    int field = (int) (tag >>> 3);
    if (field <= 0 || tag >>> 32 != 0) {
      throw bad();
    }
    return field;
  }

  boolean isVarint() {
    return wireType == 0;
  }

  boolean isBytes() {
    return wireType == 2;
  }

  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw bad();
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw bad();
  }

  /** A reader of the embedded message that the field holds. */
  ProtoReader message() throws IOException {
    int from = skipBytes();
    return new ProtoReader(bytes, from, at);
  }

  String string() throws IOException {
    int from = skipBytes();
    return new String(bytes, from, at - from, StandardCharsets.UTF_8);
  }

  void skip() throws IOException {
    switch (wireType) {
      case 0:
        varint();
        break;
      case 1:
        skip(8);
        break;
      case 2:
        skipBytes();
        break;
      case 5:
        skip(4);
        break;
      default:
        throw bad();
    }
  }

  private int skipBytes() throws IOException {
    long length = varint();
    int from = at;
    skip(length);
    return from;
  }

  private void skip(long length) throws IOException {
    if (length < 0 || length > end - at) {
      throw bad();
    }
    at += (int) length;
  }

  private static IOException bad() {
    return new IOException("not a protobuf message");
  }
}
