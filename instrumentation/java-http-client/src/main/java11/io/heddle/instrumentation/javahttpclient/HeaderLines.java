// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.TraceparentCarrier;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Header lines as they stand in the head of an HTTP/1 request. */
final class HeaderLines implements TraceparentCarrier {
  static final TextMapSetter<HeaderLines> SETTER = new Setter();

  private static final String TRACEPARENT = "traceparent";
  private static final int AROUND = ": \r\n".length();
  private static final int END = "\r\n".length();

  /** Most often {@code traceparent} is the only line. */
  private byte[] bytes =
      new byte[TRACEPARENT.length() + RecordedSpan.TRACEPARENT_LENGTH + AROUND + END];

  private int length;

  boolean isEmpty() {
    return length == 0;
  }

  /** The lines and the empty line that ends the head. */
  ByteBuffer endOfHead() {
    endLine();
    return ByteBuffer.wrap(bytes, 0, length);
  }

  @Override
  public void setTraceparent(RecordedSpan span) {
    beginLine(TRACEPARENT, RecordedSpan.TRACEPARENT_LENGTH);
    span.writeTraceparent(bytes, length);
    length += RecordedSpan.TRACEPARENT_LENGTH;
    endLine();
  }

  private void set(String name, String value) {
    beginLine(name, value.length());
    write(value);
    endLine();
  }

  private void beginLine(String name, int valueLength) {
    int needed = length + name.length() + valueLength + AROUND + END;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
    write(name);
    bytes[length++] = ':';
    bytes[length++] = ' ';
  }

  /** What no header may hold becomes a question mark. */
  private void write(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes[length++] = (byte) (c >= ' ' && c <= '~' ? c : '?');
    }
  }

  private void endLine() {
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }

  private static final class Setter implements TextMapSetter<HeaderLines> {
    @Override
    public void set(@Nullable HeaderLines carrier, String key, String value) {
      if (carrier != null) {
        carrier.set(key, value);
      }
    }
  }
}
