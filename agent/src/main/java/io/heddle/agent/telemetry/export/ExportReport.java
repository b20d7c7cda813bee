// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the last error and tells, at most once a minute, what was lost since it last told.
 * Written to by one thread.
 */
final class ExportReport {
  /** An error with its time. */
  static final class LastError {
    final String message;
    final long epochMillis;

    LastError(String message, long epochMillis) {
      this.message = message;
      this.epochMillis = epochMillis;
    }
  }

  private final RateLimitedLog log;
  private final int capacity;
  private volatile @Nullable LastError lastError;
  private @Nullable LastError toldError;
  private long toldDropped;
  private long toldFailed;
  private long toldRejected;

  ExportReport(RateLimitedLog log, int capacity) {
    this.log = log;
    this.capacity = capacity;
  }

  void error(String message) {
    lastError = new LastError(message, System.currentTimeMillis());
  }

  @Nullable LastError lastError() {
    return lastError;
  }

  /** Writes one line about what is new, if the log is due or {@code atOnce}. */
  void tell(ExportStats stats, boolean atOnce) {
    LastError error = lastError;
    boolean news =
        stats.dropped > toldDropped
            || stats.failed > toldFailed
            || stats.rejected > toldRejected
            || error != toldError;
    if (!news || !(atOnce || log.isDue())) {
      return;
    }
    StringBuilder line = new StringBuilder("trace export: ");
    add(line, stats.failed - toldFailed, " spans not delivered, ");
    add(line, stats.rejected - toldRejected, " spans rejected by the receiver, ");
    add(line, stats.dropped - toldDropped, " spans dropped (queue of " + capacity + " full), ");
    if (error != null && error != toldError) {
      line.append(error.message);
    } else {
      line.setLength(line.length() - 2);
    }
    toldDropped = stats.dropped;
    toldFailed = stats.failed;
    toldRejected = stats.rejected;
    toldError = error;
    log.warnNow(line.toString());
  }

  private static void add(StringBuilder line, long count, String what) {
    if (count > 0) {
      line.append(count).append(what);
    }
  }
}
