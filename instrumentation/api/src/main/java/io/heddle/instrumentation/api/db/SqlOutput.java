// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

/** The masked text that a scanner writes; {@code IN (?, ?)} becomes {@code IN (?)}. */
final class SqlOutput {
  private final String sql;
  private final StringBuilder out;
  private boolean listExpected;
  private int listStart = -1;
  private boolean listHasValue;
  private int doubtful = -1;

  SqlOutput(String sql, int capacity) {
    this.sql = sql;
    out = new StringBuilder(capacity);
  }

  /** What was written; the statement itself if nothing was changed. */
  String text() {
    return sql.contentEquals(out) ? sql : out.toString();
  }

  /** The last character, or NUL. */
  char last() {
    return out.length() == 0 ? 0 : out.charAt(out.length() - 1);
  }

  void copy(int from, int to) {
    out.append(sql, from, to);
  }

  void space() {
    out.append(' ');
  }

  void mask() {
    listExpected = false;
    listHasValue = true;
    out.append('?');
  }

  /** Says that a parenthesis that follows opens a list of values. */
  void expectList() {
    listExpected = true;
  }

  /** Says that what is open is no list of values. */
  void noList() {
    listExpected = false;
    listStart = -1;
  }

  void openParenthesis(int at) {
    copy(at, at + 1);
    listStart = listExpected ? out.length() : -1;
    listHasValue = false;
    listExpected = false;
  }

  void closeParenthesis() {
    if (listStart >= 0 && listHasValue) {
      out.setLength(listStart);
      out.append('?');
    }
  }

  /** Marks that a string follows in which a backslash stands before a quote. */
  void markDoubtful() {
    if (doubtful < 0) {
      doubtful = out.length();
    }
  }

  /**
   * Takes back what follows the first such string: a later one is not closed, so the server reads
   * backslashes otherwise (MySQL's {@code NO_BACKSLASH_ESCAPES}) and strings were taken for text.
   */
  void forgetDoubtful() {
    if (doubtful >= 0) {
      out.setLength(doubtful);
    }
  }
}
