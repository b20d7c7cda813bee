// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one customer ordered at one time. */
@Entity
@Table(name = "orders")
class CustomerOrder {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @ManyToOne(optional = false)
  Customer customer;

  @OneToMany(mappedBy = "order", cascade = CascadeType.ALL)
  List<OrderLine> lines = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected CustomerOrder() {}

  CustomerOrder(Customer customer) {
    this.customer = customer;
  }

  void add(Product product, int quantity) {
    lines.add(new OrderLine(this, product, quantity));
  }

  BigDecimal total() {
    BigDecimal total = BigDecimal.ZERO;
    for (OrderLine line : lines) {
      total = total.add(line.product.price.multiply(BigDecimal.valueOf(line.quantity)));
    }
    return total;
  }
}
