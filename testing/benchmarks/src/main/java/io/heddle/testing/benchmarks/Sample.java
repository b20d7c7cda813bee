// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * The same number from several runs.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 */
record Sample(double median, double min, double max) {

  /** Makes a sample of at least one number. */
  static Sample of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Sample(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Returns {@code median (min-max)}. */
  String text(int decimals) {
    return number(median, decimals)
        + " ("
        + number(min, decimals)
        + "-"
        + number(max, decimals)
        + ")";
  }

  /** Returns a number with a fixed count of decimals and commas between thousands. */
  static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
