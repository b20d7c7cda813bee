// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.metrics;

import io.opentelemetry.api.metrics.Meter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric of a kit. It exists from the first use of its kit and records nothing until the agent
 * has started its metrics, and nothing at all when they are off.
 */
public abstract class KitMetric {
  private static final List<KitMetric> ALL = new ArrayList<>();
  private static @Nullable Meter meter;

  KitMetric() {}

  /** Starts recording, for metrics that exist and those to come. */
  public static void startAll(Meter newMeter) {
    synchronized (ALL) {
      meter = newMeter;
      for (KitMetric metric : ALL) {
        metric.connect(newMeter);
      }
    }
  }

  static <M extends KitMetric> M register(M metric) {
    synchronized (ALL) {
      ALL.add(metric);
      Meter current = meter;
      if (current != null) {
        metric.connect(current);
      }
    }
    return metric;
  }

  /** Makes the instrument. */
  abstract void connect(Meter newMeter);
}
