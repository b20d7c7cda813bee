// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.cases;

import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@UnderAgent(agent = false)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public class Dies {
  @Test
  @Order(1)
  void passes() {}

  @Test
  @Order(2)
  void dies() {
    System.err.println("last words");
    Runtime.getRuntime().halt(42);
  }

  @Test
  @Order(3)
  void comesAfter() {}
}
