// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import io.heddle.testing.MetricRecord.Point;
import io.heddle.testing.MetricRecord.Temporality;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns one OTLP metric into a record. */
final class MetricDecoder {
  private MetricDecoder() {}

  static MetricRecord metric(
      Metric metric, InstrumentationScope scope, Map<String, Object> resource) {
    List<Point> points = new ArrayList<>();
    MetricRecord.Type type = MetricRecord.Type.NONE;
    Temporality temporality = Temporality.UNSPECIFIED;
    boolean monotonic = false;
    switch (metric.getDataCase()) {
      case GAUGE -> {
        type = MetricRecord.Type.GAUGE;
        addNumbers(metric.getGauge().getDataPointsList(), points);
      }
      case SUM -> {
        type = MetricRecord.Type.SUM;
        temporality = temporality(metric.getSum().getAggregationTemporality());
        monotonic = metric.getSum().getIsMonotonic();
        addNumbers(metric.getSum().getDataPointsList(), points);
      }
      case HISTOGRAM -> {
        type = MetricRecord.Type.HISTOGRAM;
        temporality = temporality(metric.getHistogram().getAggregationTemporality());
        addHistogram(metric, points);
      }
      case EXPONENTIAL_HISTOGRAM -> {
        type = MetricRecord.Type.EXPONENTIAL_HISTOGRAM;
        temporality = temporality(metric.getExponentialHistogram().getAggregationTemporality());
        addExponential(metric, points);
      }
      case SUMMARY -> {
        type = MetricRecord.Type.SUMMARY;
        addSummary(metric, points);
      }
      default -> {}
    }
    return new MetricRecord(
        metric.getName(),
        metric.getDescription(),
        metric.getUnit(),
        type,
        monotonic,
        temporality,
        List.copyOf(points),
        scope.getName(),
        scope.getVersion(),
        resource);
  }

  private static Temporality temporality(AggregationTemporality temporality) {
    return Temporality.valueOf(OtlpDecoder.shortName(temporality, "AGGREGATION_TEMPORALITY_"));
  }

  private static void addNumbers(List<NumberDataPoint> from, List<Point> to) {
    for (NumberDataPoint point : from) {
      Number value;
      if (point.hasAsInt()) {
        value = point.getAsInt();
      } else {
        value = point.getAsDouble();
      }
      to.add(
          new Point(
              OtlpDecoder.attributes(point.getAttributesList()),
              point.getStartTimeUnixNano(),
              point.getTimeUnixNano(),
              value,
              0,
              0,
              List.of(),
              List.of()));
    }
  }

  private static void addHistogram(Metric metric, List<Point> to) {
    metric
        .getHistogram()
        .getDataPointsList()
        .forEach(
            point ->
                to.add(
                    new Point(
                        OtlpDecoder.attributes(point.getAttributesList()),
                        point.getStartTimeUnixNano(),
                        point.getTimeUnixNano(),
                        null,
                        point.getCount(),
                        point.getSum(),
                        List.copyOf(point.getExplicitBoundsList()),
                        List.copyOf(point.getBucketCountsList()))));
  }

  private static void addExponential(Metric metric, List<Point> to) {
    metric
        .getExponentialHistogram()
        .getDataPointsList()
        .forEach(
            point ->
                to.add(
                    new Point(
                        OtlpDecoder.attributes(point.getAttributesList()),
                        point.getStartTimeUnixNano(),
                        point.getTimeUnixNano(),
                        null,
                        point.getCount(),
                        point.getSum(),
                        List.of(),
                        List.of())));
  }

  private static void addSummary(Metric metric, List<Point> to) {
    metric
        .getSummary()
        .getDataPointsList()
        .forEach(
            point ->
                to.add(
                    new Point(
                        OtlpDecoder.attributes(point.getAttributesList()),
                        point.getStartTimeUnixNano(),
                        point.getTimeUnixNano(),
                        null,
                        point.getCount(),
                        point.getSum(),
                        List.of(),
                        List.of())));
  }
}
