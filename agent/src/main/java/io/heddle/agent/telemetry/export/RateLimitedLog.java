// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

/**
 * A log that passes on at most one line a minute and says how many it held back. Safe for use by
 * several threads. What the log behind it throws is swallowed.
 */
public final class RateLimitedLog {
  private final ExportLog log;
  private final long intervalNanos;
  private long lastNanos;
  private boolean told;
  private int heldBack;

  /** Limits a log to one line a minute. */
  public RateLimitedLog(ExportLog log) {
    this(log, 60_000_000_000L);
  }

  RateLimitedLog(ExportLog log, long intervalNanos) {
    this.log = log;
    this.intervalNanos = intervalNanos;
  }

  /** Whether a line written now would be passed on. */
  public synchronized boolean isDue() {
    return !told || System.nanoTime() - lastNanos >= intervalNanos;
  }

  /** Passes the line on, or counts it when another was written less than a minute ago. */
  public synchronized void warn(String line) {
    if (isDue()) {
      warnNow(line);
    } else {
      heldBack++;
    }
  }

  /** Passes the line on whatever the time; for the end of the process. */
  public synchronized void warnNow(String line) {
    String whole = heldBack == 0 ? line : line + " (" + heldBack + " more before)";
    heldBack = 0;
    told = true;
    lastNanos = System.nanoTime();
    try {
      log.warn(whole);
    } catch (Throwable ignored) {
      // A log that fails has nowhere to say so.
    }
  }
}
