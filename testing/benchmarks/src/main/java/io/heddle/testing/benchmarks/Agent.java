// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a process is started with: no agent, or one of the agents that are compared. */
enum Agent {
  NONE(null),
  /** An agent that does nothing. */
  IDLE("testing/benchmarks/target/benchmarks.jar"),
  HEDDLE("agent/target/heddle.jar"),
  OTEL("testing/benchmarks/target/agents/opentelemetry-javaagent.jar"),
  /** The OpenTelemetry agent, making database spans by the stable conventions as Heddle does. */
  OTEL_STABLE_DB("testing/benchmarks/target/agents/opentelemetry-javaagent.jar");

  private final @Nullable String jar;

  Agent(@Nullable String jar) {
    this.jar = jar;
  }

  /** Returns the name used in options and tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns where the jar is, or null where there is none to use. */
  @Nullable Path jar(Path root) {
    return jar == null ? null : root.resolve(jar);
  }

  /** Returns the environment variables that only this agent gets. */
  Map<String, String> settings() {
    return this == OTEL_STABLE_DB ? Map.of("OTEL_SEMCONV_STABILITY_OPT_IN", "database") : Map.of();
  }

  static Agent of(String label) {
    for (Agent agent : values()) {
      if (agent.label().equals(label)) {
        return agent;
      }
    }
    throw new IllegalArgumentException("unknown agent: " + label);
  }
}
