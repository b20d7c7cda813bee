// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.settings.Settings;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Where a signal's data can be sent. */
public enum ExporterKind {
  OTLP,
  CONSOLE;

  /** Those of {@code otel.<signal>.exporter}; empty when it is {@code none}. */
  static Set<ExporterKind> read(Settings settings, Signal signal) {
    Set<String> words =
        settings.someOf(
            "otel." + signal.word() + ".exporter",
            Collections.singletonList("otlp"),
            "otlp",
            "console");
    Set<ExporterKind> kinds = EnumSet.noneOf(ExporterKind.class);
    if (words.contains("otlp")) {
      kinds.add(OTLP);
    }
    if (words.contains("console")) {
      kinds.add(CONSOLE);
    }
    return Collections.unmodifiableSet(kinds);
  }
}
