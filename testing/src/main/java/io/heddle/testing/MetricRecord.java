// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A metric of one export, with all its points. */
public record MetricRecord(
    String name,
    String description,
    String unit,
    Type type,
    boolean monotonic,
    Temporality temporality,
    List<Point> points,
    String scopeName,
    String scopeVersion,
    Map<String, Object> resource)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /** The data types of OTLP. */
  public enum Type {
    NONE,
    GAUGE,
    SUM,
    HISTOGRAM,
    EXPONENTIAL_HISTOGRAM,
    SUMMARY
  }

  /** Aggregation temporality; {@code UNSPECIFIED} for gauges and summaries. */
  public enum Temporality {
    UNSPECIFIED,
    DELTA,
    CUMULATIVE
  }

  /**
   * One point.
   *
   * @param attributes the point's attributes
   * @param startNanos start of the interval, Unix time
   * @param nanos time of collection, Unix time
   * @param value value of a gauge or sum, a {@code Long} or {@code Double}
   * @param count number of recordings of a histogram or summary
   * @param sum sum of recordings of a histogram or summary
   * @param bounds explicit bucket bounds of a histogram
   * @param bucketCounts counts of the explicit buckets of a histogram
   */
  public record Point(
      Map<String, Object> attributes,
      long startNanos,
      long nanos,
      @Nullable Number value,
      long count,
      double sum,
      List<Double> bounds,
      List<Long> bucketCounts)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
  }

  /** The first point whose attributes contain all of {@code attributes}; null if there is none. */
  public @Nullable Point point(Map<String, Object> attributes) {
    for (Point point : points) {
      if (point.attributes().entrySet().containsAll(attributes.entrySet())) {
        return point;
      }
    }
    return null;
  }

  long collectedNanos() {
    long latest = 0;
    for (Point point : points) {
      latest = Math.max(latest, point.nanos());
    }
    return latest;
  }
}
