// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import io.heddle.instrumentation.api.db.Dialect.Rule;

/**
 * Reads a statement once, from its first to its last character: writes it without comments and with
 * {@code ?} for each literal, and shows its tokens to a {@link SqlGrammar}.
 *
 * <p>Time is linear in the text. What is opened and never closed is masked to the end.
 */
final class SqlScanner {
  private final SqlGrammar grammar;
  private final SqlText text;
  private final String sql;
  private final int end;
  private final Dialect dialect;
  private final SqlOutput out;
  private int pos;
  private boolean placeholders;

  SqlScanner(String sql, int end, Dialect dialect, SqlGrammar grammar) {
    this.sql = sql;
    this.end = end;
    this.dialect = dialect;
    this.grammar = grammar;
    text = new SqlText(sql, end, dialect);
    out = new SqlOutput(sql, end);
  }

  /** Whether the text holds a placeholder for a parameter: {@code ?}, {@code $1}, {@code :name}. */
  boolean hasPlaceholders() {
    return placeholders;
  }

  String scan() {
    while (pos < end) {
      char c = sql.charAt(pos);
      if (c <= ' ') {
        out.copy(pos, ++pos);
      } else if (SqlText.isWordStart(c)) {
        word();
      } else if (text.startsNumber(pos)) {
        value(text.numberEnd(pos));
      } else {
        symbol(c);
      }
    }
    return out.text();
  }

  private void symbol(char c) {
    char next = text.at(pos + 1);
    if (text.isLineComment(pos)) {
      skipComment(text.lineEnd(pos));
    } else if (c == '/' && next == '*') {
      skipComment(text.blockCommentEnd(pos));
    } else if (c == '\'') {
      string(text.quotedEnd(pos, false));
    } else if (c == '"') {
      doubleQuoted();
    } else if (c == '`') {
      quotedName(text.quotedEnd(pos, false));
    } else if (c == '[' && (dialect.has(Rule.BRACKETED_NAMES) || text.bracketedEnd(pos) > 0)) {
      quotedName(text.bracketedEnd(pos));
    } else if ((c == '-' || c == '+') && text.startsNumber(pos + 1) && !endsOperand(pos - 1)) {
      value(text.numberEnd(pos + 1));
    } else if (c == '$') {
      dollar(next);
    } else if (c == '?') {
      question(next);
    } else if (c == ':' && startsParameter(next)) {
      parameter(text.wordEnd(pos + 1));
    } else if ((c == '@' || c == '#') && text.wordEnd(pos) > pos + 1) {
      name(text.nameEnd(text.wordEnd(pos)));
    } else {
      punctuation(c);
    }
  }

  private void punctuation(char c) {
    int next = pos + 1;
    switch (c) {
      case '(':
        grammar.open();
        out.openParenthesis(pos);
        pos = next;
        return;
      case ')':
        grammar.close();
        out.closeParenthesis();
        break;
      case ',':
        grammar.comma();
        out.copy(pos, next);
        pos = next;
        return;
      case ';':
        grammar.semicolon();
        break;
      default:
        grammar.symbol(c);
    }
    copy(next);
  }

  private void word() {
    int wordEnd = text.wordEnd(pos);
    int stringEnd = text.prefixedStringEnd(pos, wordEnd);
    if (stringEnd != pos) {
      string(stringEnd);
      return;
    }
    int nameEnd = text.nameEnd(wordEnd);
    if (nameEnd > wordEnd || text.at(pos - 1) == '.') {
      name(nameEnd);
      return;
    }
    if (is("true", wordEnd) || is("false", wordEnd)) {
      value(wordEnd);
      return;
    }
    boolean in = is("in", wordEnd);
    boolean secretFollows = grammar.word(pos, wordEnd);
    copy(wordEnd);
    if (in) {
      out.expectList();
    }
    if (secretFollows && pos < end) {
      out.space();
      maskRest();
    }
  }

  private void doubleQuoted() {
    int quotedEnd = text.quotedEnd(pos, false);
    boolean dotted =
        text.at(pos - 1) == '.' || (quotedEnd > 0 && text.nameEnd(quotedEnd) > quotedEnd);
    if (dialect.has(Rule.DOUBLE_QUOTED_STRINGS) && !dotted) {
      string(quotedEnd);
    } else {
      quotedName(quotedEnd);
    }
  }

  private void quotedName(int quotedEnd) {
    if (quotedEnd < 0) {
      maskRest();
    } else {
      name(text.nameEnd(quotedEnd));
    }
  }

  private void name(int nameEnd) {
    grammar.name(pos, nameEnd);
    copy(nameEnd);
  }

  private void string(int stringEnd) {
    if (stringEnd < 0) {
      out.forgetDoubtful();
      maskRest();
      return;
    }
    if (text.hasEscapedQuote(pos, stringEnd)) {
      out.markDoubtful();
    }
    out.mask();
    grammar.string(pos, stringEnd);
    pos = stringEnd;
  }

  private void value(int valueEnd) {
    out.mask();
    grammar.value();
    pos = valueEnd;
  }

  private void dollar(char next) {
    int quotedEnd = text.dollarQuotedEnd(pos);
    if (quotedEnd != pos) {
      string(quotedEnd);
    } else if (!SqlText.isDigit(next)) {
      name(text.nameEnd(text.wordEnd(pos)));
    } else if (dialect.has(Rule.DOLLAR_MONEY)) {
      value(text.numberEnd(pos + 1));
    } else {
      parameter(text.digitsEnd(pos + 1));
    }
  }

  private void question(char next) {
    if (next == '?') {
      copy(pos + 2);
    } else if (SqlText.isDigit(next)) {
      parameter(text.digitsEnd(pos + 1));
    } else {
      placeholders = true;
      value(pos + 1);
    }
  }

  private void parameter(int parameterEnd) {
    placeholders = true;
    grammar.value();
    copy(parameterEnd);
  }

  /** Whether a colon starts a parameter, not a cast, a slice or a path. */
  private boolean startsParameter(char next) {
    char before = pos == 0 ? ' ' : sql.charAt(pos - 1);
    return SqlText.isWordPart(next)
        && before != ':'
        && before != ']'
        && !SqlText.isWordPart(before)
        && !endsOperand(pos - 1);
  }

  /** Whether a name or a closing parenthesis ends at an index, so that a sign is an operator. */
  private boolean endsOperand(int i) {
    char written = out.last();
    return i >= 0 && written == sql.charAt(i) && (SqlText.isWordPart(written) || written == ')');
  }

  private boolean is(String word, int wordEnd) {
    return wordEnd - pos == word.length() && sql.regionMatches(true, pos, word, 0, word.length());
  }

  private void skipComment(int commentEnd) {
    pos = commentEnd;
    if (SqlText.isWordPart(out.last()) && SqlText.isWordPart(text.at(pos))) {
      out.space();
    }
  }

  private void maskRest() {
    out.mask();
    pos = end;
  }

  /** Writes a token that is no value. */
  private void copy(int to) {
    out.noList();
    out.copy(pos, to);
    pos = to;
  }
}
