// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The orders. */
interface OrderRepository extends JpaRepository<CustomerOrder, Long> {
  List<CustomerOrder> findByCustomerNameOrderById(String name);
}
