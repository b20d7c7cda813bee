// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads and places orders, each call in one transaction. */
@Service
class OrderService {
  private final CustomerRepository customers;
  private final ProductRepository products;
  private final OrderRepository orders;
  private final OrderLineRepository lines;

  OrderService(
      CustomerRepository customers,
      ProductRepository products,
      OrderRepository orders,
      OrderLineRepository lines) {
    this.customers = customers;
    this.products = products;
    this.orders = orders;
    this.lines = lines;
  }

  @Transactional(readOnly = true)
  public OrderView get(long id) {
    return OrderView.of(orders.findById(id).orElseThrow());
  }

  @Transactional(readOnly = true)
  public List<OrderView> ofCustomer(String name) {
    return orders.findByCustomerNameOrderById(name).stream().map(OrderView::of).toList();
  }

  /**
   * Stores an order.
   *
   * @throws NoSuchElementException for a customer or product that does not exist
   */
  @Transactional
  public OrderView place(OrderRequest request) {
    CustomerOrder order = new CustomerOrder(customers.findByName(request.customer()).orElseThrow());
    for (OrderRequest.Line line : request.lines()) {
      order.add(products.findByName(line.product()).orElseThrow(), line.quantity());
    }
    return OrderView.of(orders.save(order));
  }

  @Transactional(readOnly = true)
  public long items() {
    return lines.countItems();
  }
}
