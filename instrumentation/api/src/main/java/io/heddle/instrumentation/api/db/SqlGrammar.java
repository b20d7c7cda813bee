// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.util.Locale;

/**
 * Follows a statement through the tokens that a scanner shows, without a tree and in constant time
 * a token, so that its operations and targets reach a {@link SqlSummary}.
 */
final class SqlGrammar {
  private final String sql;
  private final SqlLevels levels = new SqlLevels();
  private final SqlClauses clauses;
  private final SqlSummary summary;

  /** The last token, if it was an unquoted word; in upper case. */
  private String previous = "";

  private boolean brace;
  private boolean callEscape;

  SqlGrammar(String sql, SqlSummary summary) {
    this.sql = sql;
    this.summary = summary;
    clauses = new SqlClauses(sql, summary, levels);
  }

  /** Whether the text is JDBC's escape for a call, <code>{call p}</code>. */
  boolean isCallEscape() {
    return callEscape;
  }

  /** Takes an unquoted word; tells whether what follows is a password. */
  boolean word(int start, int end) {
    String word = "";
    if (end - start <= SqlWords.MAX_LENGTH) {
      word = sql.substring(start, end).toUpperCase(Locale.ROOT);
    }
    boolean identified = word.equals("BY") && previous.equals("IDENTIFIED");
    boolean password =
        word.equals("PASSWORD")
            && clauses.mayHoldPassword()
            && levels.state() != SqlState.OBJECT_NAME;
    clauses.word(word, previous, start, end);
    callEscape |= brace && levels.state() == SqlState.PROCEDURE;
    previous = word;
    return identified || password;
  }

  /** Takes a name that is no keyword: quoted, dotted or with a prefix. */
  void name(int start, int end) {
    previous = "";
    clauses.target(start, end);
  }

  /** Takes a quoted string: in the place of a table it is one, as MySQL has it. */
  void string(int start, int end) {
    char quote = sql.charAt(start);
    if (quote == '"' || (quote == '\'' && levels.state() == SqlState.TABLE)) {
      name(start, end);
    } else {
      value();
    }
  }

  /** Takes a literal or a parameter. */
  void value() {
    previous = "";
    switch (levels.state()) {
      case TABLE:
        levels.become(SqlState.AFTER_TABLE);
        break;
      case FIRST:
      case TARGET:
      case OBJECT_NAME:
      case PROCEDURE:
        levels.become(SqlState.EXPRESSION);
        break;
      default:
    }
  }

  void symbol(char c) {
    previous = "";
    brace |= c == '{' && summary.isEmpty();
    if (levels.state() == SqlState.FIRST) {
      levels.become(SqlState.EXPRESSION);
    }
  }

  void comma() {
    previous = "";
    switch (levels.state()) {
      case AFTER_TABLE:
        levels.become(SqlState.TABLE);
        break;
      case AFTER_OBJECT_NAME:
        levels.become(SqlState.OBJECT_NAME);
        break;
      case AFTER_COMMON_TABLE:
        clauses.endCommonTable();
        levels.become(SqlState.COMMON_TABLE);
        break;
      default:
    }
  }

  void semicolon() {
    previous = "";
    levels.restart();
  }

  void open() {
    SqlState state = levels.state();
    if (state == SqlState.COMMAND || state == SqlState.BODY) {
      levels.push(state);
    } else if (state == SqlState.TABLE) {
      levels.become(SqlState.AFTER_TABLE);
      levels.push(SqlState.TABLE);
    } else if (state == SqlState.AFTER_COMMON_TABLE) {
      boolean body = previous.equals("AS") || previous.equals("MATERIALIZED");
      levels.push(body ? SqlState.START : SqlState.EXPRESSION);
    } else {
      value();
      if (state == SqlState.START) {
        levels.become(SqlState.EXPRESSION);
      }
      levels.push(SqlState.FIRST);
    }
    previous = "";
  }

  void close() {
    previous = "";
    levels.pop();
  }
}
