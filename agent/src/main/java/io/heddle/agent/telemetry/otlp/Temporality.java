// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;

/**
 * The values of {@code OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE} (OpenTelemetry
 * specification, metrics exporter for OTLP).
 */
public enum Temporality {
  /** Everything cumulative. */
  CUMULATIVE,
  /** Delta for counters and histograms. */
  DELTA,
  /** Delta where no start value has to be kept: for synchronous counters and histograms. */
  LOWMEMORY;

  /** The temporality for instruments of a type. */
  public AggregationTemporality of(InstrumentType type) {
    boolean upDown =
        type == InstrumentType.UP_DOWN_COUNTER || type == InstrumentType.OBSERVABLE_UP_DOWN_COUNTER;
    boolean cumulative =
        this == CUMULATIVE
            || upDown
            || (this == LOWMEMORY && type == InstrumentType.OBSERVABLE_COUNTER);
    return cumulative ? AggregationTemporality.CUMULATIVE : AggregationTemporality.DELTA;
  }
}
