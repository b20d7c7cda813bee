// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A histogram of sizes in bytes. Thread-safe. */
public final class SizeMetric extends KitMetric {
  private final String name;
  private final String description;
  private volatile @Nullable LongHistogram histogram;

  private SizeMetric(String name, String description) {
    this.name = name;
    this.description = description;
  }

  /** Makes the metric; called once for each name. */
  public static SizeMetric of(String name, String description) {
    return register(new SizeMetric(name, description));
  }

  @Override
  void connect(Meter newMeter) {
    histogram =
        newMeter.histogramBuilder(name).ofLongs().setUnit("By").setDescription(description).build();
  }

  /**
   * Records one size.
   *
   * @param bytes below zero for one that is not known, which is not recorded
   * @param attributes preferably from an {@link AttributesCache}
   * @param context names the span that becomes the exemplar
   */
  public void record(long bytes, Attributes attributes, Context context) {
    LongHistogram current = histogram;
    if (current != null && bytes >= 0) {
      current.record(bytes, attributes, context);
    }
  }
}
