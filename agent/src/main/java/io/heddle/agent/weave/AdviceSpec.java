// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.instrumentation.api.MethodMatch;
import org.jspecify.annotations.Nullable;

/**
 * One advice as the index tells it: the methods it goes into, its class, and what its two methods
 * take. Immutable.
 */
final class AdviceSpec {
  final MethodMatch methods;

  /** Binary name. */
  final String adviceClass;

  final @Nullable Call enter;
  final @Nullable Call exit;

  AdviceSpec(MethodMatch methods, String adviceClass, @Nullable Call enter, @Nullable Call exit) {
    this.methods = methods;
    this.adviceClass = adviceClass;
    this.enter = enter;
    this.exit = exit;
  }

  /**
   * Reads the four parts of an index line, separated by spaces: pattern of the methods, class,
   * enter and exit, each {@code -} when there is none.
   */
  static AdviceSpec parse(String line) {
    int first = line.indexOf(' ');
    int second = line.indexOf(' ', first + 1);
    int third = line.indexOf(' ', second + 1);
    return new AdviceSpec(
        MethodMatch.parse(line.substring(0, first)),
        line.substring(first + 1, second),
        Call.parse(line.substring(second + 1, third)),
        Call.parse(line.substring(third + 1)));
  }

  /** One advice method: its type, and where each of its arguments comes from. */
  static final class Call {
    static final int THIS = -1;
    static final int RETURNED = -2;
    static final int THROWN = -3;
    static final int ENTERED = -4;
    static final int NOTHING = -5;

    final String descriptor;

    /** For each parameter the index of an argument of the advised method, or one of the above. */
    final int[] sources;

    /** Argument of the advised method that the result replaces, {@link #RETURNED}, or nothing. */
    final int target;

    /** Whether an exit also runs after an exception. */
    final boolean onThrowable;

    Call(String descriptor, int[] sources, int target, boolean onThrowable) {
      this.descriptor = descriptor;
      this.sources = sources;
      this.target = target;
      this.onThrowable = onThrowable;
    }

    /**
     * Reads {@code descriptor|sources|target|onThrowable}: sources as numbers separated by commas,
     * target as a number, and a letter {@code t} or nothing.
     */
    static @Nullable Call parse(String text) {
      if (text.equals("-")) {
        return null;
      }
      int first = text.indexOf('|');
      int second = text.indexOf('|', first + 1);
      int third = text.indexOf('|', second + 1);
      return new Call(
          text.substring(0, first),
          numbers(text.substring(first + 1, second)),
          Integer.parseInt(text.substring(second + 1, third)),
          third + 1 < text.length());
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(descriptor).append('|');
      for (int i = 0; i < sources.length; i++) {
        text.append(i == 0 ? "" : ",").append(sources[i]);
      }
      return text.append('|').append(target).append('|').append(onThrowable ? "t" : "").toString();
    }

    boolean takes(int source) {
      for (int taken : sources) {
        if (taken == source) {
          return true;
        }
      }
      return false;
    }

    private static int[] numbers(String list) {
      if (list.isEmpty()) {
        return new int[0];
      }
      int count = 1;
      for (int i = 0; i < list.length(); i++) {
        count += list.charAt(i) == ',' ? 1 : 0;
      }
      int[] numbers = new int[count];
      int start = 0;
      for (int i = 0; i < count; i++) {
        int comma = list.indexOf(',', start);
        int end = comma < 0 ? list.length() : comma;
        numbers[i] = Integer.parseInt(list.substring(start, end));
        start = end + 1;
      }
      return numbers;
    }
  }
}
