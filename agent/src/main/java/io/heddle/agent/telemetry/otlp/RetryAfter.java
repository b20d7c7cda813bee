// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The Retry-After header: seconds or an HTTP date (RFC 9110, 10.2.3). */
final class RetryAfter {
  private RetryAfter() {}

  /**
   * How long to wait in milliseconds; 0 for a date gone by, -1 when the header is missing or says
   * nothing.
   */
  static long millis(@Nullable String header, long nowMillis) {
    if (header == null || header.isEmpty()) {
      return -1;
    }
    try {
      if (header.charAt(0) >= '0' && header.charAt(0) <= '9') {
        return Math.min(Long.parseLong(header), 1_000_000_000L) * 1000;
      }
      ZonedDateTime date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Math.max(0, date.toInstant().toEpochMilli() - nowMillis);
    } catch (NumberFormatException | DateTimeException meaningless) {
      return -1;
    }
  }
}
