// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.settings.Settings;
import io.opentelemetry.sdk.trace.SpanLimits;

/**
 * Reads the SDK's span limits. As in the Java SDK, the general attribute count limit is also the
 * default of the limits for events and links.
 */
final class SpanLimitSettings {
  private static final int DEFAULT_COUNT = 128;

  private SpanLimitSettings() {}

  static SpanLimits read(Settings settings) {
    int length = count(settings, "otel.attribute.value.length.limit", Integer.MAX_VALUE);
    int attributes = count(settings, "otel.attribute.count.limit", DEFAULT_COUNT);
    return SpanLimits.builder()
        .setMaxAttributeValueLength(
            count(settings, "otel.span.attribute.value.length.limit", length))
        .setMaxNumberOfAttributes(count(settings, "otel.span.attribute.count.limit", attributes))
        .setMaxNumberOfEvents(count(settings, "otel.span.event.count.limit", DEFAULT_COUNT))
        .setMaxNumberOfLinks(count(settings, "otel.span.link.count.limit", DEFAULT_COUNT))
        .setMaxNumberOfAttributesPerEvent(
            count(settings, "otel.event.attribute.count.limit", attributes))
        .setMaxNumberOfAttributesPerLink(
            count(settings, "otel.link.attribute.count.limit", attributes))
        .build();
  }

  private static int count(Settings settings, String name, int fallback) {
    return settings.integer(name, fallback, 0, Integer.MAX_VALUE);
  }
}
