// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import java.util.List;

/** The body of {@code POST /orders}. */
record OrderRequest(String customer, List<Line> lines) {
  /** One product by name. */
  record Line(String product, int quantity) {}
}
