// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Something that can be ordered. */
@Entity
class Product {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(nullable = false, unique = true)
  String name;

  @Column(nullable = false)
  BigDecimal price;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Product() {}
}
