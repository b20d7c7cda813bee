// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.settings.Settings;

/** When finished spans are handed to an exporter, and how many may wait. Immutable. */
public final class BatchSettings {
  private static final int MAX_QUEUE_SIZE = 1 << 24;

  private final long scheduleDelayMillis;
  private final long exportTimeoutMillis;
  private final int maxQueueSize;
  private final int maxExportBatchSize;

  /**
   * @param exportTimeoutMillis 0 is no limit
   * @param maxExportBatchSize at most {@code maxQueueSize}
   */
  public BatchSettings(
      long scheduleDelayMillis,
      long exportTimeoutMillis,
      int maxQueueSize,
      int maxExportBatchSize) {
    this.scheduleDelayMillis = scheduleDelayMillis;
    this.exportTimeoutMillis = exportTimeoutMillis;
    this.maxQueueSize = maxQueueSize;
    this.maxExportBatchSize = maxExportBatchSize;
  }

  static BatchSettings read(Settings settings) {
    int queue = settings.integer("otel.bsp.max.queue.size", 2048, 1, MAX_QUEUE_SIZE);
    return new BatchSettings(
        settings.durationMillis("otel.bsp.schedule.delay", 5_000, 1),
        settings.durationMillis("otel.bsp.export.timeout", 30_000, 0),
        queue,
        settings.integer("otel.bsp.max.export.batch.size", Math.min(512, queue), 1, queue));
  }

  public long scheduleDelayMillis() {
    return scheduleDelayMillis;
  }

  public long exportTimeoutMillis() {
    return exportTimeoutMillis;
  }

  public int maxQueueSize() {
    return maxQueueSize;
  }

  public int maxExportBatchSize() {
    return maxExportBatchSize;
  }
}
