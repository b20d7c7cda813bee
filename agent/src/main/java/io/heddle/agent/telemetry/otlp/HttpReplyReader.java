// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.x responses (RFC 9112) from one connection, heads up to 64 KiB and bodies up to 4
 * MiB.
 */
final class HttpReplyReader {
  static final int MAX_BODY = 4 << 20;
  private static final int MAX_HEAD = 64 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[4096];
  private int at;
  private int end;
  private int headLeft;
  private boolean gotByte;

  HttpReplyReader(InputStream in) {
    this.in = in;
  }

  /** Forgets what was received so far, as the next response begins. */
  void begin() {
    gotByte = false;
  }

  /** Whether a byte was received since {@link #begin}. */
  boolean gotByte() {
    return gotByte;
  }

  /**
   * Whether the server sent something that nobody asked for, such as a time-out notice before it
   * closes.
   */
  boolean hasUnread() throws IOException {
    return at < end || in.available() > 0;
  }

  HttpReply read() throws IOException {
    headLeft = MAX_HEAD;
    int status;
    boolean http11;
    Map<String, String> headers;
    do {
      String line = line();
      status = status(line);
      http11 = line.startsWith("HTTP/1.1");
      headers = headers();
    } while (status < 200);
    String encoding = headers.get("transfer-encoding");
    String length = headers.get("content-length");
    byte[] body;
    boolean keepAlive = keepAlive(http11, headers.get("connection"));
    if (status == 204 || status == 304) {
      body = new byte[0];
    } else if (encoding != null) {
      if (!encoding.toLowerCase(Locale.ROOT).trim().equals("chunked")) {
        throw new HttpProtocolException(
            "transfer encoding not known: " + OtlpAnswer.oneLine(encoding));
      }
      body = chunked();
      keepAlive &= length == null;
    } else if (length != null) {
      body = fixed(number(length.trim(), 10));
    } else {
      body = untilClosed();
      keepAlive = false;
    }
    return new HttpReply(status, headers, body, keepAlive && at == end);
  }

  private static boolean keepAlive(boolean http11, @Nullable String connection) {
    String options = connection == null ? "" : connection.toLowerCase(Locale.ROOT);
    return http11 ? !options.contains("close") : options.contains("keep-alive");
  }

  private static int status(String line) throws IOException {
    if (line.length() >= 12 && line.startsWith("HTTP/1.") && line.charAt(8) == ' ') {
      int status = 0;
      for (int i = 9; i < 12; i++) {
        char c = line.charAt(i);
        status = c >= '0' && c <= '9' ? status * 10 + (c - '0') : -10_000;
      }
      if (status >= 100) {
        return status;
      }
    }
    throw new HttpProtocolException("not an HTTP/1 response: " + OtlpAnswer.oneLine(line));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new HttpProtocolException("not an HTTP header: " + OtlpAnswer.oneLine(line));
      }
      headers.put(
          line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim());
    }
    return headers;
  }

  private byte[] fixed(int length) throws IOException {
    if (length > MAX_BODY) {
      throw tooLarge();
    }
    byte[] body = new byte[length];
    for (int read = 0; read < length; ) {
      read += some(body, read, length - read);
    }
    return body;
  }

  private byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      headLeft = MAX_HEAD;
      String line = line();
      int semicolon = line.indexOf(';');
      int size = number((semicolon < 0 ? line : line.substring(0, semicolon)).trim(), 16);
      if (size == 0) {
        headers();
        return body.toByteArray();
      }
      if (size > MAX_BODY - body.size()) {
        throw tooLarge();
      }
      byte[] chunk = fixed(size);
      body.write(chunk, 0, size);
      if (!line().isEmpty()) {
        throw new HttpProtocolException("chunk longer than it said");
      }
    }
  }

  private byte[] untilClosed() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    do {
      body.write(buffer, at, end - at);
      at = end;
      if (body.size() > MAX_BODY) {
        throw tooLarge();
      }
    } while (fill());
    return body.toByteArray();
  }

  private static int number(String digits, int radix) throws IOException {
    try {
      if (!digits.isEmpty() && Character.digit(digits.charAt(0), radix) >= 0) {
        long value = Long.parseLong(digits, radix);
        return (int) Math.min(value, Integer.MAX_VALUE);
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw new HttpProtocolException("not a length: " + OtlpAnswer.oneLine(digits));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    while (true) {
      if (at == end && !fill()) {
        throw closedEarly();
      }
      byte b = buffer[at++];
      if (--headLeft < 0) {
        throw new HttpProtocolException("response head above " + MAX_HEAD + " bytes");
      }
      if (b == '\n') {
        String text = new String(line.toByteArray(), StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(b);
    }
  }

  private int some(byte[] into, int from, int length) throws IOException {
    if (at == end && !fill()) {
      throw closedEarly();
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, into, from, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    if (count < 0) {
      return false;
    }
    at = 0;
    end = count;
    gotByte = true;
    return true;
  }

  private IOException closedEarly() {
    return new EOFException(
        gotByte
            ? "connection closed in the middle of the answer"
            : "connection closed without an answer");
  }

  private static IOException tooLarge() {
    return new HttpProtocolException("response above " + MAX_BODY + " bytes");
  }
}
