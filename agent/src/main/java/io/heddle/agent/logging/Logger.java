// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.logging;

import io.heddle.agent.AgentLog;
import org.jspecify.annotations.Nullable;

/** What the shaded libraries log, from warning upwards, as lines of the agent. Thread-safe. */
public final class Logger {
  private static final Logger ONLY = new Logger(Level.WARNING.intValue());

  /** Our exporter tells what fails, why, and once a minute; this would tell it every interval. */
  private static final Logger METRIC_READER = new Logger(Integer.MAX_VALUE);

  private final int threshold;

  private Logger(int threshold) {
    this.threshold = threshold;
  }

  public static Logger getLogger(String name) {
    return name.endsWith(".PeriodicMetricReader") ? METRIC_READER : ONLY;
  }

  public boolean isLoggable(Level level) {
    return level.intValue() >= threshold;
  }

  public void log(Level level, String message) {
    if (isLoggable(level)) {
      AgentLog.line(message);
    }
  }

  public void log(Level level, String message, @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      AgentLog.line(thrown == null ? message : message + ": " + thrown);
    }
  }

  /** Replaces {@code {0}}, {@code {1}} and so on. */
  public void log(Level level, String message, Object[] parameters) {
    if (isLoggable(level)) {
      String text = message;
      for (int i = 0; i < parameters.length; i++) {
        text = text.replace("{" + i + "}", String.valueOf(parameters[i]));
      }
      AgentLog.line(text);
    }
  }

  public void severe(String message) {
    log(Level.SEVERE, message);
  }

  public void warning(String message) {
    log(Level.WARNING, message);
  }

  public void info(String message) {
    log(Level.INFO, message);
  }

  public void fine(String message) {
    log(Level.FINE, message);
  }
}
