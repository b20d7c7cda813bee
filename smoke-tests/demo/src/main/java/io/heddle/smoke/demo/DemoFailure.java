// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo;

import java.io.Serial;

/** Why the demo cannot go on, in words for its user. */
final class DemoFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  DemoFailure(String message) {
    super(message);
  }
}
