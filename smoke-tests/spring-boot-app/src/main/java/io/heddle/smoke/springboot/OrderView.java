// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An order as the API shows it. */
record OrderView(@Nullable Long id, String customer, int lines, BigDecimal total) {
  static OrderView of(CustomerOrder order) {
    return new OrderView(order.id, order.customer.name, order.lines.size(), order.total());
  }
}
