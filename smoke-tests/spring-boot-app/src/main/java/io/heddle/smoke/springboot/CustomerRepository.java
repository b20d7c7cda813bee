// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** The customers. */
interface CustomerRepository extends JpaRepository<Customer, Long> {
  Optional<Customer> findByName(String name);
}
