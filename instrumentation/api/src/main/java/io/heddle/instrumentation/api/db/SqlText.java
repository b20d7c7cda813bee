// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import io.heddle.instrumentation.api.db.Dialect.Rule;

/** A statement's text seen by a scanner: where words, names, numbers, strings and comments end. */
final class SqlText {
  private static final int MAX_BRACKETED = 128;

  final String sql;
  final int end;
  private final Dialect dialect;

  SqlText(String sql, int end, Dialect dialect) {
    this.sql = sql;
    this.end = end;
    this.dialect = dialect;
  }

  /** The character at an index, or NUL before the start and beyond the end. */
  char at(int i) {
    return i >= 0 && i < end ? sql.charAt(i) : 0;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isWordStart(char c) {
    if (c < 0x80) {
      int lower = c | 0x20;
      return (lower >= 'a' && lower <= 'z') || c == '_';
    }
    return !Character.isWhitespace(c) && !Character.isSpaceChar(c);
  }

  static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$' || c == '#' || c == '@';
  }

  boolean startsNumber(int i) {
    return isDigit(at(i)) || (at(i) == '.' && isDigit(at(i + 1)));
  }

  int wordEnd(int from) {
    int i = from;
    while (i < end && isWordPart(sql.charAt(i))) {
      i++;
    }
    return i;
  }

  int digitsEnd(int from) {
    int i = from;
    while (i < end && isDigit(sql.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The end of the number that starts at an index, with exponent, suffix and separators. */
  int numberEnd(int from) {
    boolean hex = at(from) == '0' && (at(from + 1) | 0x20) == 'x';
    int i = from;
    while (i < end) {
      char c = sql.charAt(i);
      boolean sign =
          (c == '+' || c == '-') && !hex && (at(i - 1) | 0x20) == 'e' && isDigit(at(i + 1));
      if (!sign && c != '.' && !isWordPart(c)) {
        break;
      }
      i++;
    }
    return i;
  }

  /** The end of a dotted name of which the first part ends at an index. */
  int nameEnd(int firstPartEnd) {
    int i = firstPartEnd;
    while (at(i) == '.') {
      int next = at(i + 1) == '.' ? i + 2 : i + 1;
      int partEnd = partEnd(next);
      if (partEnd == next) {
        break;
      }
      i = partEnd;
    }
    return i;
  }

  private int partEnd(int from) {
    char c = at(from);
    if (c == '"' || c == '`') {
      return Math.max(from, quotedEnd(from, false));
    }
    return c == '[' ? Math.max(from, bracketedEnd(from)) : wordEnd(from);
  }

  /**
   * The index after the closing quote of what is opened at an index, or -1 if it is not closed, or
   * if the dialect leaves open where it is closed.
   */
  int quotedEnd(int from, boolean backslashEscapes) {
    char quote = sql.charAt(from);
    boolean string = quote == '\'' || (quote == '"' && dialect.has(Rule.DOUBLE_QUOTED_STRINGS));
    boolean escapes = backslashEscapes || (string && dialect.has(Rule.BACKSLASH_ESCAPES));
    boolean ambiguous = !escapes && string && dialect.has(Rule.AMBIGUOUS_BACKSLASH);
    for (int i = from + 1; i < end; i++) {
      char c = sql.charAt(i);
      if (c == '\\' && (escapes || ambiguous)) {
        if (ambiguous && at(i + 1) == quote) {
          return -1;
        }
        i++;
      } else if (c == quote) {
        if (at(i + 1) != quote) {
          return i + 1;
        }
        i++;
      }
    }
    return -1;
  }

  /** Whether a backslash stands before a quote somewhere in a string that ends with one. */
  boolean hasEscapedQuote(int from, int to) {
    char quote = sql.charAt(to - 1);
    for (int i = from; i + 1 < to; i++) {
      if (sql.charAt(i) == '\\') {
        i++;
        if (sql.charAt(i) == quote) {
          return true;
        }
      }
    }
    return false;
  }

  /** The index after the {@code ]} of a bracketed name, or -1 if what is opened is not a name. */
  int bracketedEnd(int from) {
    if (dialect.has(Rule.BRACKETED_NAMES)) {
      int i = sql.indexOf(']', from);
      while (i >= 0 && at(i + 1) == ']') {
        i = sql.indexOf(']', i + 2);
      }
      return i >= 0 && i < end ? i + 1 : -1;
    }
    boolean possible = dialect == Dialect.GENERIC || dialect == Dialect.SQLITE;
    if (!possible || !isWordStart(at(from + 1))) {
      return -1;
    }
    int i = from + 1;
    while (i < end && i - from < MAX_BRACKETED && (isWordPart(at(i)) || at(i) == ' ')) {
      i++;
    }
    return at(i) == ']' ? i + 1 : -1;
  }

  /**
   * The end of a dollar-quoted string; the index itself if there is none, -1 if it is not closed.
   */
  int dollarQuotedEnd(int from) {
    if (!dialect.has(Rule.DOLLAR_QUOTES) || isDigit(at(from + 1))) {
      return from;
    }
    int i = from + 1;
    while (i < end && (isWordStart(at(i)) || isDigit(at(i)))) {
      i++;
    }
    return at(i) == '$' ? endOf(sql.substring(from, i + 1), i + 1) : from;
  }

  /**
   * The end of a string with a word before its quote: {@code N'..'}, {@code X'..'}, {@code E'..'},
   * {@code U&'..'}, {@code q'[..]'}, {@code _utf8'..'}; the start if there is none, -1 if it is not
   * closed.
   */
  int prefixedStringEnd(int from, int wordEnd) {
    int last = sql.charAt(wordEnd - 1) | 0x20;
    boolean one = wordEnd == from + 1;
    int quote = one && last == 'u' && at(wordEnd) == '&' ? wordEnd + 1 : wordEnd;
    if (at(quote) != '\'') {
      return from;
    }
    if (last == 'q' && (one || (wordEnd == from + 2 && (at(from) | 0x20) == 'n'))) {
      return alternativeQuotedEnd(quote);
    }
    boolean prefix = at(from) == '_' || (one && "nxberu".indexOf(last) >= 0);
    return prefix ? quotedEnd(quote, one && last == 'e') : from;
  }

  private int alternativeQuotedEnd(int quote) {
    char open = at(quote + 1);
    int bracket = "[{(<".indexOf(open);
    char close = bracket >= 0 ? "]})>".charAt(bracket) : open;
    return endOf(close + "'", quote + 2);
  }

  private int endOf(String closing, int from) {
    int i = sql.indexOf(closing, from);
    return i >= 0 && i + closing.length() <= end ? i + closing.length() : -1;
  }

  boolean isLineComment(int i) {
    char c = at(i);
    if (c == '#') {
      return dialect.has(Rule.HASH_COMMENTS);
    }
    return c == '-'
        && at(i + 1) == '-'
        && (!dialect.has(Rule.DASHES_NEED_SPACE) || at(i + 2) <= ' ');
  }

  int lineEnd(int from) {
    int i = from;
    while (i < end && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  int blockCommentEnd(int from) {
    int depth = 1;
    for (int i = from + 2; i < end; i++) {
      char c = sql.charAt(i);
      if (c == '*' && at(i + 1) == '/') {
        i++;
        if (--depth == 0) {
          return i + 1;
        }
      } else if (c == '/' && at(i + 1) == '*' && !dialect.has(Rule.FLAT_COMMENTS)) {
        i++;
        depth++;
      }
    }
    return end;
  }
}
