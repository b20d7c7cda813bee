// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

/**
 * Sizes and times of a {@link BatchQueue}. Immutable; the defaults are those of {@code OTEL_BSP_*}
 * (OpenTelemetry specification, SDK environment variables, batch span processor).
 */
public final class BatchSettings {
  /** Queue of 2,048 spans, batches of 512, every 5 s, 30 s for an export. */
  public static final BatchSettings DEFAULT = new BatchSettings(2048, 512, 5000, 30_000);

  public final int maxQueue;
  public final int maxBatch;
  public final long delayMillis;
  public final long exportTimeoutMillis;

  /**
   * Settings as given, brought into range: at least one span in the queue, a batch no larger than
   * the queue.
   *
   * @param exportTimeoutMillis time for one batch with all its retries; 0 means no limit
   */
  public BatchSettings(int maxQueue, int maxBatch, long delayMillis, long exportTimeoutMillis) {
    this.maxQueue = Math.min(Math.max(1, maxQueue), 1 << 24);
    this.maxBatch = Math.min(Math.max(1, maxBatch), this.maxQueue);
    this.delayMillis = Math.max(1, delayMillis);
    this.exportTimeoutMillis = Math.max(0, exportTimeoutMillis);
  }
}
