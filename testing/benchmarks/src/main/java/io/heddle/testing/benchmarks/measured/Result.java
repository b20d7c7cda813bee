// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

/** The line by which a measured program tells its figures. */
final class Result {
  private Result() {}

  /**
   * Prints the figures.
   *
   * @param kind {@code client} or {@code server}
   * @param spans how many spans of that kind an agent had to make
   * @param figures names and values, by turns
   */
  static void print(String kind, int spans, Object... figures) {
    StringBuilder line = new StringBuilder("RESULT " + kind + "_spans=").append(spans);
    for (int i = 0; i < figures.length; i += 2) {
      line.append(' ').append(figures[i]).append('=').append(figures[i + 1]);
    }
    System.out.println(line);
  }
}
