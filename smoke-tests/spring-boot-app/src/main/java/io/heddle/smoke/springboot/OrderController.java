// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /orders}: reads and places orders. */
@RestController
@RequestMapping("/orders")
class OrderController {
  private final OrderService orders;

  OrderController(OrderService orders) {
    this.orders = orders;
  }

  @GetMapping("/{id}")
  OrderView get(@PathVariable long id) {
    return orders.get(id);
  }

  @GetMapping
  List<OrderView> ofCustomer(@RequestParam String customer) {
    return orders.ofCustomer(customer);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  OrderView place(@RequestBody OrderRequest request) {
    return orders.place(request);
  }

  @ExceptionHandler(NoSuchElementException.class)
  @ResponseStatus(HttpStatus.NOT_FOUND)
  void notFound() {}
}
