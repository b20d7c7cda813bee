// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the messages that a receiver answers with mean: export responses, {@code google.rpc.Status}
 * and plain text.
 */
final class OtlpAnswer {
  private static final int MAX_MESSAGE = 300;

  private OtlpAnswer() {}

  /**
   * The result that an {@code Export*ServiceResponse} stands for; all signals share its field
   * numbers.
   */
  static OtlpResult ofExportResponse(byte[] bytes, int from, int to) throws IOException {
    ProtoReader response = new ProtoReader(bytes, from, to);
    OtlpResult result = OtlpResult.sent();
    for (int field = response.next(); field != 0; field = response.next()) {
      if (field == 1 && response.isBytes()) {
        result = ofPartialSuccess(response.message());
      } else {
        response.skip();
      }
    }
    return result;
  }

  private static OtlpResult ofPartialSuccess(ProtoReader partial) throws IOException {
    long rejected = 0;
    String message = "";
    for (int field = partial.next(); field != 0; field = partial.next()) {
      if (field == 1 && partial.isVarint()) {
        rejected = partial.varint();
      } else if (field == 2 && partial.isBytes()) {
        message = partial.string();
      } else {
        partial.skip();
      }
    }
    if (rejected <= 0 && message.isEmpty()) {
      return OtlpResult.sent();
    }
    return OtlpResult.partial(
        rejected, "partial success, " + rejected + " rejected: " + oneLine(message));
  }

  /** The message of a {@code google.rpc.Status}, or null when the bytes are none. */
  static @Nullable String statusMessage(byte[] bytes) {
    try {
      ProtoReader status = new ProtoReader(bytes, 0, bytes.length);
      String message = null;
      for (int field = status.next(); field != 0; field = status.next()) {
        if (field == 2 && status.isBytes()) {
          message = oneLine(status.string());
        } else {
          status.skip();
        }
      }
      return message;
    } catch (IOException notAStatus) {
      return null;
    }
  }

  /**
   * The delay of the {@code google.rpc.RetryInfo} in a {@code google.rpc.Status}, in milliseconds;
   * -1 when there is none.
   */
  static long retryDelayMillis(byte[] bytes) {
    try {
      ProtoReader status = new ProtoReader(bytes, 0, bytes.length);
      for (int field = status.next(); field != 0; field = status.next()) {
        if (field == 3 && status.isBytes()) {
          long delay = ofDetail(status.message());
          if (delay >= 0) {
            return delay;
          }
        } else {
          status.skip();
        }
      }
    } catch (IOException notAStatus) {
      // Then it does not say how long to wait.
    }
    return -1;
  }

  private static long ofDetail(ProtoReader any) throws IOException {
    boolean retryInfo = false;
    long delay = -1;
    for (int field = any.next(); field != 0; field = any.next()) {
      if (field == 1 && any.isBytes()) {
        retryInfo = any.string().endsWith("/google.rpc.RetryInfo");
      } else if (field == 2 && any.isBytes() && retryInfo) {
        delay = 0;
        ProtoReader info = any.message();
        for (int inner = info.next(); inner != 0; inner = info.next()) {
          if (inner == 1 && info.isBytes()) {
            delay = ofDuration(info.message());
          } else {
            info.skip();
          }
        }
      } else {
        any.skip();
      }
    }
    return delay;
  }

  private static long ofDuration(ProtoReader duration) throws IOException {
    long millis = 0;
    for (int field = duration.next(); field != 0; field = duration.next()) {
      if (field == 1 && duration.isVarint()) {
        millis += Math.max(0, Math.min(duration.varint(), 1_000_000L)) * 1000;
      } else if (field == 2 && duration.isVarint()) {
        millis += Math.max(0, duration.varint() / 1_000_000L);
      } else {
        duration.skip();
      }
    }
    return millis;
  }

  /** The body of a refusal as text: the message of a status if it is one, else its beginning. */
  static String ofErrorBody(byte[] body, boolean protobuf) {
    String message = protobuf ? statusMessage(body) : null;
    if (message != null) {
      return message;
    }
    return protobuf
        ? ""
        : oneLine(
            new String(body, 0, Math.min(body.length, 4 * MAX_MESSAGE), StandardCharsets.UTF_8));
  }

  /** Text of a stranger made fit for one line of a log. */
  static String oneLine(String text) {
    int length = Math.min(text.length(), MAX_MESSAGE);
    StringBuilder line = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return line.toString().trim();
  }
}
