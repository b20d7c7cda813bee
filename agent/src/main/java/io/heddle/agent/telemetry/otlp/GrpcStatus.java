// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a gRPC status means for an OTLP request (OTLP specification, "Failures" under OTLP/gRPC).
 */
final class GrpcStatus {
  private static final String[] NAMES = {
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED"
  };

  private GrpcStatus() {}

  /**
   * The result of a finished call.
   *
   * @param message percent-encoded
   * @param details base64 of a {@code google.rpc.Status}
   * @param body the length-prefixed response message, null when the response had only headers
   */
  static OtlpResult judge(
      OtlpUrl url,
      String status,
      @Nullable String message,
      @Nullable String details,
      byte @Nullable [] body)
      throws IOException {
    int code = number(status);
    if (code == 0) {
      return ofOk(body);
    }
    String name =
        code > 0 && code < NAMES.length ? NAMES[code] : "status " + OtlpAnswer.oneLine(status);
    String text =
        url + ": gRPC " + name + (message == null ? "" : " " + OtlpAnswer.oneLine(decode(message)));
    long delay = retryDelayMillis(details);
    switch (name) {
      case "CANCELLED":
      case "DEADLINE_EXCEEDED":
      case "ABORTED":
      case "OUT_OF_RANGE":
      case "UNAVAILABLE":
      case "DATA_LOSS":
        return OtlpResult.retryable(text, delay);
      case "RESOURCE_EXHAUSTED":
        return delay >= 0 ? OtlpResult.retryable(text, delay) : OtlpResult.refused(text);
      default:
        return OtlpResult.refused(text);
    }
  }

  /**
   * The result of a response that is not gRPC, by the mapping in gRPC's "HTTP to gRPC Status Code
   * Mapping".
   */
  static OtlpResult ofHttp(OtlpUrl url, int code) {
    String text = url + ": HTTP " + code + " instead of gRPC";
    boolean unavailable = code == 429 || code == 502 || code == 503 || code == 504;
    return unavailable ? OtlpResult.retryable(text) : OtlpResult.refused(text);
  }

  private static OtlpResult ofOk(byte @Nullable [] body) throws IOException {
    if (body == null || body.length == 0) {
      throw new HttpProtocolException("gRPC OK without a response message");
    }
    long length = 0;
    for (int i = 1; i < 5 && i < body.length; i++) {
      length = length << 8 | (body[i] & 0xff);
    }
    if (body.length < 5 || body[0] != 0 || length != body.length - 5) {
      throw new HttpProtocolException("gRPC OK with a response message that cannot be read");
    }
    try {
      return OtlpAnswer.ofExportResponse(body, 5, body.length);
    } catch (IOException garbage) {
      throw new HttpProtocolException("gRPC OK with a response message that is not OTLP");
    }
  }

  private static int number(String status) {
    try {
      return Integer.parseInt(status.trim());
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  private static long retryDelayMillis(@Nullable String details) {
    if (details == null) {
      return -1;
    }
    try {
      return OtlpAnswer.retryDelayMillis(Base64.getDecoder().decode(details.trim()));
    } catch (IllegalArgumentException notBase64) {
      return -1;
    }
  }

  private static String decode(String message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.length());
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      int high =
          c == '%' && i + 2 < message.length() ? Character.digit(message.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(message.charAt(i + 2), 16);
      if (low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }
}
