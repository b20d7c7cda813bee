// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

/** Methods that the smoke instrumentation weaves. */
public final class Work {
  private Work() {}

  /** A span with it. */
  static int traced(int step) {
    return step * step;
  }

  /** Its advice throws at every call. */
  static int hostile(int step) {
    if (step % 3 == 0) {
      throw new IllegalArgumentException("step " + step);
    }
    return step + 1;
  }
}
