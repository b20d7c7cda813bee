// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** Someone who orders. */
@Entity
class Customer {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(nullable = false, unique = true)
  String name;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Customer() {}
}
