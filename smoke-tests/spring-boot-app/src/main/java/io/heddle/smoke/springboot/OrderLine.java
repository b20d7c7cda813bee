// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** A product and how many of it are ordered. */
@Entity
class OrderLine {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @ManyToOne(optional = false)
  CustomerOrder order;

  @ManyToOne(optional = false)
  Product product;

  int quantity;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected OrderLine() {}

  OrderLine(CustomerOrder order, Product product, int quantity) {
    this.order = order;
    this.product = product;
    this.quantity = quantity;
  }
}
