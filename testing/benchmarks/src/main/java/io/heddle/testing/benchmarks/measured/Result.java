// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

/** The line by which a measured program tells its figures. */
final class Result {
  private Result() {}

  /**
   * Prints the figures.
   *
   * @param clientSpans how many client spans an agent had to make
   * @param figures names and values, by turns
   */
  static void print(int clientSpans, Object... figures) {
    StringBuilder line = new StringBuilder("RESULT client_spans=").append(clientSpans);
    for (int i = 0; i < figures.length; i += 2) {
      line.append(' ').append(figures[i]).append('=').append(figures[i + 1]);
    }
    System.out.println(line);
  }
}
