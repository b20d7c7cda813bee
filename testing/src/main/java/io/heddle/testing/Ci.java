// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

/** Whether this is the build where nothing may be missing. */
final class Ci {
  private Ci() {}

  static boolean required() {
    return "true".equals(System.getenv("CI"));
  }
}
