// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** The products. */
interface ProductRepository extends JpaRepository<Product, Long> {
  Optional<Product> findByName(String name);
}
