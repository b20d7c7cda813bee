// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

/** Pekko 1 is Akka 2.6 under other names. */
final class Libraries {
  static final String PEKKO = "pekko-actor";
  static final String PEKKO_ROOT = "org.apache.pekko.";
  static final String AKKA = "akka-actor";
  static final String AKKA_ROOT = "akka.";

  private Libraries() {}
}
