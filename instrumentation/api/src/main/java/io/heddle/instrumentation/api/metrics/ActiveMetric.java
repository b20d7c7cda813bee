// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A count of what is under way. Thread-safe. */
public final class ActiveMetric extends KitMetric {
  private final String name;
  private final String unit;
  private final String description;
  private volatile @Nullable LongUpDownCounter counter;

  private ActiveMetric(String name, String unit, String description) {
    this.name = name;
    this.unit = unit;
    this.description = description;
  }

  /** Makes the metric; called once for each name. */
  public static ActiveMetric of(String name, String unit, String description) {
    return register(new ActiveMetric(name, unit, description));
  }

  @Override
  void connect(Meter newMeter) {
    counter = newMeter.upDownCounterBuilder(name).setUnit(unit).setDescription(description).build();
  }

  /**
   * Counts one that begins, or that ends.
   *
   * @param change 1 or -1
   * @param attributes the same at the beginning and at the end
   * @return whether it was counted; the end of what was not must not be
   */
  public boolean add(int change, Attributes attributes, Context context) {
    LongUpDownCounter current = counter;
    if (current == null) {
      return false;
    }
    current.add(change, attributes, context);
    return true;
  }
}
