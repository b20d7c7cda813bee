// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.settings.Settings;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code OTEL_TRACES_SAMPLER} and its argument into the SDK's sampler, or null for the
 * default.
 */
final class SamplerSettings {
  private static final String PARENT_BASED = "parentbased_";

  private SamplerSettings() {}

  static @Nullable Sampler read(Settings settings) {
    String name =
        settings.oneOf(
            "otel.traces.sampler",
            "parentbased_always_on",
            "always_on",
            "always_off",
            "traceidratio",
            "parentbased_always_on",
            "parentbased_always_off",
            "parentbased_traceidratio");
    if (name.equals("parentbased_always_on")) {
      return null;
    }
    return name.startsWith(PARENT_BASED)
        ? Sampler.parentBased(root(name.substring(PARENT_BASED.length()), settings))
        : root(name, settings);
  }

  private static Sampler root(String name, Settings settings) {
    if (name.equals("always_on")) {
      return Sampler.alwaysOn();
    }
    if (name.equals("always_off")) {
      return Sampler.alwaysOff();
    }
    return Sampler.traceIdRatioBased(settings.ratio("otel.traces.sampler.arg", 1.0));
  }
}
