// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/**
 * Everything that a {@link TelemetrySource} holds at one moment.
 *
 * @param version grows with every change of the source
 * @param spans spans in order of arrival
 * @param metrics metrics in order of arrival, one record for each export
 */
public record Snapshot(long version, List<SpanRecord> spans, List<MetricRecord> metrics)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1L;
}
