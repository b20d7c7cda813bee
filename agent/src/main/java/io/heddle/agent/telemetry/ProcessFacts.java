// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * What Linux tells of this process in {@code /proc}. {@code ProcessHandle} needs Java 9 and starts
 * from lambdas and a thread pool, {@code RuntimeMXBean} is JMX.
 */
final class ProcessFacts {
  /** Fields after the command's name in {@code /proc/self/stat}: state is the first. */
  private static final int START_TIME_FIELD = 19;

  /** The kernel shows times in 100ths of a second to programs, whatever its own clock is. */
  private static final int MILLIS_A_TICK = 10;

  private final Machine machine;
  private final @Nullable String stat;

  ProcessFacts(Machine machine) {
    this.machine = machine;
    this.stat = machine.text("proc/self/stat");
  }

  /** The process id, or -1. */
  long pid() {
    return stat == null ? -1 : number(stat, 0, stat.indexOf(' '));
  }

  /** When the process began, in milliseconds since 1970, or -1. */
  long startMillis(long nowMillis) {
    String uptime = machine.text("proc/uptime");
    if (stat == null || uptime == null) {
      return -1;
    }
    int field = stat.lastIndexOf(") ") + 2;
    for (int i = 0; i < START_TIME_FIELD && field > 0; i++) {
      field = stat.indexOf(' ', field) + 1;
    }
    long ticks = field <= 0 ? -1 : number(stat, field, stat.indexOf(' ', field));
    int dot = uptime.indexOf('.');
    long seconds = number(uptime, 0, dot);
    long hundredths = number(uptime, dot + 1, uptime.indexOf(' '));
    if (ticks < 0 || seconds < 0 || hundredths < 0) {
      return -1;
    }
    long age = seconds * 1000 + hundredths * 10 - ticks * MILLIS_A_TICK;
    return age < 0 ? -1 : nowMillis - age;
  }

  /** The program as it was called: the first argument. */
  @Nullable String command() {
    String line = machine.text("proc/self/cmdline");
    int end = line == null ? -1 : line.indexOf('\0');
    return line == null || end < 1 ? null : line.substring(0, end);
  }

  private static long number(String text, int from, int to) {
    if (to <= from || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /**
   * ISO-8601 in UTC with milliseconds. {@code java.time} would initialise its formatters, hundreds
   * of classes, for this one text. The calendar is reckoned in eras of 400 years that begin in
   * March.
   */
  static String iso8601(long epochMillis) {
    long days = Math.floorDiv(epochMillis, 86_400_000L);
    long millis = Math.floorMod(epochMillis, 86_400_000L);
    long shifted = days + 719_468;
    long era = Math.floorDiv(shifted, 146_097L);
    long dayOfEra = Math.floorMod(shifted, 146_097L);
    long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long month = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    StringBuilder out = new StringBuilder(24);
    digits(out, year, 4).append('-');
    digits(out, month, 2).append('-');
    digits(out, day, 2).append('T');
    digits(out, millis / 3_600_000, 2).append(':');
    digits(out, millis / 60_000 % 60, 2).append(':');
    digits(out, millis / 1_000 % 60, 2).append('.');
    return digits(out, millis % 1_000, 3).append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder out, long value, int width) {
    String text = Long.toString(value);
    for (int i = text.length(); i < width; i++) {
      out.append('0');
    }
    return out.append(text);
  }
}
