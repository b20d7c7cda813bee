// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A histogram of durations in seconds. Thread-safe. */
public final class DurationMetric extends KitMetric {
  private final String name;
  private final String description;
  private final List<Double> buckets;
  private volatile @Nullable DoubleHistogram histogram;

  private DurationMetric(String name, String description, List<Double> buckets) {
    this.name = name;
    this.description = description;
    this.buckets = buckets;
  }

  /**
   * Makes the metric; called once for each name.
   *
   * @param buckets upper bounds in seconds, as the conventions advise
   */
  public static DurationMetric of(String name, String description, double... buckets) {
    List<Double> bounds = new ArrayList<>(buckets.length);
    for (double bound : buckets) {
      bounds.add(bound);
    }
    return register(new DurationMetric(name, description, bounds));
  }

  @Override
  void connect(Meter newMeter) {
    histogram =
        newMeter
            .histogramBuilder(name)
            .setUnit("s")
            .setDescription(description)
            .setExplicitBucketBoundariesAdvice(buckets)
            .build();
  }

  /** Whether {@link #record} does anything. */
  public boolean isOn() {
    return histogram != null;
  }

  /**
   * Records one duration.
   *
   * @param nanos how long it took
   * @param attributes preferably from an {@link AttributesCache}
   * @param context names the span that becomes the exemplar
   */
  public void record(long nanos, Attributes attributes, Context context) {
    DoubleHistogram current = histogram;
    if (current != null) {
      current.record(nanos / 1e9, attributes, context);
    }
  }
}
