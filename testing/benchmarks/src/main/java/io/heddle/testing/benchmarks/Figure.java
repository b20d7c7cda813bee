// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

/**
 * One number that a scenario measures.
 *
 * @param key its name in the program's output
 * @param title what a reader sees, unit included
 * @param scale what the printed number is divided by
 * @param decimals how many are shown
 */
record Figure(String key, String title, double scale, int decimals) {
  Figure(String key, String title) {
    this(key, title, 1, 0);
  }
}
