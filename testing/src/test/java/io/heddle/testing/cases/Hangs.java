// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.cases;

import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(agent = false, timeoutSeconds = 15)
public class Hangs {
  @Test
  void hangs() throws InterruptedException {
    Thread.sleep(60_000);
  }
}
