// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

/** A kind of telemetry that is exported, with its word in setting names and in OTLP paths. */
public enum Signal {
  TRACES("traces"),
  METRICS("metrics"),
  LOGS("logs");

  private final String word;

  Signal(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
