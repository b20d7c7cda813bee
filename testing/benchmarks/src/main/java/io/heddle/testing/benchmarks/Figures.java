// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import java.util.HashMap;
import java.util.Map;

/** Named numbers as programs print them: {@code key=value key=value ..}. */
final class Figures {
  private final Map<String, Double> values = new HashMap<>();

  /** Adds the pairs of a line; words without {@code =} are passed over. */
  void read(String line) {
    for (String word : line.split(" ")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(word.substring(0, equals), Double.parseDouble(word.substring(equals + 1)));
      }
    }
  }

  void put(String key, double value) {
    values.put(key, value);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** Returns a number. Throws {@link IllegalStateException} if the program did not print it. */
  double get(String key) {
    Double value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("no figure " + key + " in " + values);
    }
    return value;
  }
}
