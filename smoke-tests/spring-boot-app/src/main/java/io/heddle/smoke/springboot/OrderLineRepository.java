// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The lines of all orders. */
interface OrderLineRepository extends JpaRepository<OrderLine, Long> {
  @Query("select coalesce(sum(line.quantity), 0) from OrderLine line")
  long countItems();
}
