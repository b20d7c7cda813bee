// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.cases;

import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@UnderAgent(agent = false)
public class BeforeAllFails {
  @BeforeAll
  static void start() {
    throw new IllegalStateException("no server");
  }

  @Test
  void neverRuns() {}
}
