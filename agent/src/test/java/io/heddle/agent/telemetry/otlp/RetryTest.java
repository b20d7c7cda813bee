// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryTest {
  @Test
  void delayMillis_default_growsToFiveSeconds() {
    double[] expected = {1000, 1500, 2250, 3375, 5000, 5000};
    for (int i = 0; i < expected.length; i++) {
      for (int repeat = 0; repeat < 50; repeat++) {
        assertThat((double) RetryPolicy.DEFAULT.delayMillis(i + 1, -1))
            .isBetween(expected[i] * 0.8 - 1, expected[i] * 1.2 + 1);
      }
    }
    assertThat(RetryPolicy.DEFAULT.delayMillis(1, 60_000)).isEqualTo(60_000);
  }

  @Test
  void millis_retryAfter_secondsOrDate() {
    long now = 784_111_777_000L;
    assertThat(RetryAfter.millis("120", now)).isEqualTo(120_000);
    assertThat(RetryAfter.millis("Sun, 06 Nov 1994 08:49:47 GMT", now)).isEqualTo(10_000);
    assertThat(RetryAfter.millis("Sun, 06 Nov 1994 08:49:27 GMT", now)).isZero();
    assertThat(RetryAfter.millis(null, now)).isEqualTo(-1);
    assertThat(RetryAfter.millis("soon", now)).isEqualTo(-1);
    assertThat(RetryAfter.millis("12x", now)).isEqualTo(-1);
    assertThat(RetryAfter.millis("99999999999999999999", now)).isEqualTo(-1);
    assertThat(RetryAfter.millis("9999999999999", now)).isPositive();
  }

  @Test
  void isSendable_framingOrNoToken_isNot() {
    assertThat(HttpHead.isSendable("x-api-key")).isTrue();
    assertThat(HttpHead.isSendable("content-length")).isFalse();
    assertThat(HttpHead.isSendable("transfer-encoding")).isFalse();
    assertThat(HttpHead.isSendable("a b")).isFalse();
    assertThat(HttpHead.isSendable("a:\r\nb")).isFalse();
    assertThat(HttpHead.isSendable("")).isFalse();
  }
}
