// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo;

/** Colours, where the system property {@code demo.colours} is true. */
enum Ink {
  BOLD("1"),
  DIM("2"),
  RED("31");

  private static final boolean ON = Boolean.getBoolean("demo.colours");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  String on(String text) {
    return ON ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
