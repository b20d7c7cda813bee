// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential back-off with jitter. Immutable; the default is that of OpenTelemetry's Java
 * exporters: five attempts, 1 s growing by 1.5 up to 5 s, each up to a fifth shorter or longer.
 */
final class RetryPolicy {
  static final RetryPolicy DEFAULT = new RetryPolicy(5, 1000, 5000);

  final int maxAttempts;
  private final int firstMillis;
  private final int maxMillis;

  RetryPolicy(int maxAttempts, int firstMillis, int maxMillis) {
    this.maxAttempts = maxAttempts;
    this.firstMillis = firstMillis;
    this.maxMillis = maxMillis;
  }

  /**
   * How long to wait in milliseconds after the given number of failed attempts, no less than the
   * receiver asked for.
   */
  long delayMillis(int failedAttempts, long askedMillis) {
    double base = firstMillis;
    for (int i = 1; i < failedAttempts && base < maxMillis; i++) {
      base *= 1.5;
    }
    double jitter = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
    return Math.max((long) (Math.min(base, maxMillis) * jitter), askedMillis);
  }
}
