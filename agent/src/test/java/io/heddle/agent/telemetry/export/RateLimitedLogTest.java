// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimitedLogTest {
  private final List<String> lines = new ArrayList<>();

  @Test
  void warn_oftenWithinAMinute_passesOnTheFirst() {
    RateLimitedLog log = new RateLimitedLog(lines::add);
    log.warn("a");
    log.warn("b");
    log.warn("c");
    assertThat(lines).containsExactly("a");
    log.warnNow("d");
    assertThat(lines).containsExactly("a", "d (2 more before)");
  }

  @Test
  void warn_intervalOver_passesOn() throws Exception {
    RateLimitedLog log = new RateLimitedLog(lines::add, 1_000_000);
    log.warn("a");
    Thread.sleep(5);
    log.warn("b");
    assertThat(lines).containsExactly("a", "b");
  }

  @Test
  void warn_logThrows_isSwallowed() {
    RateLimitedLog log =
        new RateLimitedLog(
            line -> {
              throw new IllegalStateException("closed");
            });
    log.warn("a");
    assertThat(log.isDue()).isFalse();
  }
}
