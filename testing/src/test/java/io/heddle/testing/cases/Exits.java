// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.cases;

import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent(agent = false)
public class Exits {
  @Test
  void passes_hookSpoilsTheExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(7)));
  }
}
