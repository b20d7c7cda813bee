// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo.shop;

import java.math.BigDecimal;

/** An order as it is kept. */
record Order(long id, String item, int quantity, BigDecimal total) {
  String json() {
    return "{\"id\":%d,\"item\":\"%s\",\"quantity\":%d,\"total\":%s}"
        .formatted(id, item, quantity, total);
  }
}
