// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /health} answers from the database; {@code /boom} always fails. */
@RestController
class HealthController {
  private final OrderService orders;

  HealthController(OrderService orders) {
    this.orders = orders;
  }

  @GetMapping("/health")
  Map<String, Object> health() {
    return Map.of("status", "up", "items", orders.items());
  }

  @GetMapping("/boom")
  String boom() {
    throw new IllegalStateException("boom");
  }
}
