// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import org.jspecify.annotations.Nullable;

/**
 * A look at the counters of a {@link BatchQueue}. Immutable. Once the queue is shut down and its
 * worker has ended, {@code offered = sent + rejected + dropped + failed} holds exactly; before, the
 * rest is queued or being exported.
 */
public final class ExportStats {
  /** Spans handed to the queue. */
  public final long offered;

  /** Spans that the receiver took. */
  public final long sent;

  /** Spans that arrived and were thrown away by the receiver (OTLP, partial success). */
  public final long rejected;

  /** Spans thrown away because the queue was full or shut down. */
  public final long dropped;

  /** Spans of batches that did not arrive. */
  public final long failed;

  /** Spans waiting in the queue. */
  public final long queued;

  /** What the last batch that was not simply taken came to, or null when there was none. */
  public final @Nullable String lastError;

  /** When that was, in milliseconds since the epoch; 0 when there was none. */
  public final long lastErrorMillis;

  ExportStats(
      long offered,
      long sent,
      long rejected,
      long dropped,
      long failed,
      long queued,
      @Nullable String lastError,
      long lastErrorMillis) {
    this.offered = offered;
    this.sent = sent;
    this.rejected = rejected;
    this.dropped = dropped;
    this.failed = failed;
    this.queued = queued;
    this.lastError = lastError;
    this.lastErrorMillis = lastErrorMillis;
  }

  @Override
  public String toString() {
    return "offered "
        + offered
        + ", sent "
        + sent
        + ", rejected "
        + rejected
        + ", dropped "
        + dropped
        + ", failed "
        + failed
        + ", queued "
        + queued
        + (lastError == null ? "" : ", last error: " + lastError);
  }
}
