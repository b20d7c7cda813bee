// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

/** What each word and name of a statement means, given what that place is waiting for. */
final class SqlClauses {
  private final String sql;
  private final SqlSummary summary;
  private final SqlLevels levels;
  private String verb = "";
  private String object = "";
  private boolean recursive;
  private boolean mayHoldPassword;

  SqlClauses(String sql, SqlSummary summary, SqlLevels levels) {
    this.sql = sql;
    this.summary = summary;
    this.levels = levels;
  }

  /** Whether PASSWORD is a keyword in this statement, not the name of a column. */
  boolean mayHoldPassword() {
    return mayHoldPassword;
  }

  void word(String word, String previous, int start, int end) {
    switch (levels.state()) {
      case START:
      case EXPLAINED:
        begin(word, start, end);
        break;
      case TRANSACTION:
        transaction(word, start, end);
        break;
      case FIRST:
        levels.become(word.equals("WITH") ? SqlState.COMMON_TABLE : SqlState.EXPRESSION);
        select(word, start, end);
        break;
      case SELECT_LIST:
        if (word.equals("FROM") && !previous.equals("DISTINCT")) {
          levels.become(SqlState.TABLE);
        } else {
          select(word, start, end);
        }
        break;
      case TABLE:
        if (word.equals("WITH")) {
          levels.become(SqlState.COMMON_TABLE);
        } else if (word.equals("VALUES")) {
          levels.become(SqlState.AFTER_TABLE);
        } else if (!word.equals("LATERAL") && !select(word, start, end)) {
          unlessOnly(word, start, end);
        }
        break;
      case AFTER_TABLE:
        afterTable(word, start, end);
        break;
      case BEFORE_TARGET:
        if (word.equals("INTO") || word.equals("FROM")) {
          levels.become(SqlState.TARGET);
        } else if (!previous.equals("OR") && !SqlWords.isModifier(word)) {
          target(start, end);
        }
        break;
      case TARGET:
        unlessOnly(word, start, end);
        break;
      case OBJECT:
        object(word, start, end);
        break;
      case OBJECT_NAME:
        if (word.equals("ON")) {
          levels.become(SqlState.EXPRESSION);
        } else if (!SqlWords.isCondition(word)) {
          target(start, end);
        }
        break;
      case PROCEDURE:
        if (word.equals("NEXT")) {
          levels.become(SqlState.SEQUENCE);
        } else if (word.equals("IMMEDIATE")) {
          levels.become(SqlState.EXPRESSION);
        } else {
          target(start, end);
        }
        break;
      case SEQUENCE:
        if (!word.equals("VALUE") && !word.equals("FOR")) {
          target(start, end);
        }
        break;
      case COMMON_TABLE:
        if (word.equals("RECURSIVE")) {
          recursive = true;
        } else {
          target(start, end);
        }
        break;
      case AFTER_COMMON_TABLE:
        if (SqlWords.isQueryVerb(word)) {
          endCommonTable();
          begin(word, start, end);
        }
        break;
      case EXPRESSION:
      case AFTER_OBJECT_NAME:
        select(word, start, end);
        break;
      case COMMAND:
      case BODY:
        break;
    }
  }

  /** Takes a name, if this is a place for one. */
  void target(int start, int end) {
    SqlState state = levels.state();
    switch (state) {
      case TABLE:
        summary.target(start, end);
        levels.become(SqlState.AFTER_TABLE);
        break;
      case BEFORE_TARGET:
      case TARGET:
      case SEQUENCE:
        summary.target(start, end);
        levels.become(SqlState.EXPRESSION);
        break;
      case OBJECT:
        if (isObjectOptional()) {
          summary.target(start, end);
          levels.become(SqlState.AFTER_OBJECT_NAME);
        }
        break;
      case OBJECT_NAME:
        summary.target(start, end);
        boolean drop = verb.equals("DROP") || verb.equals("TRUNCATE");
        levels.become(
            drop
                ? SqlState.AFTER_OBJECT_NAME
                : SqlWords.hasBody(object) ? SqlState.BODY : SqlState.EXPRESSION);
        break;
      case PROCEDURE:
        if (sql.charAt(start) != '@') {
          summary.procedure(start, end);
          levels.become(SqlState.EXPRESSION);
        }
        break;
      case COMMON_TABLE:
        levels.defineCommonTable(sql.substring(start, end));
        levels.become(SqlState.AFTER_COMMON_TABLE);
        if (recursive) {
          endCommonTable();
        }
        break;
      case START:
      case FIRST:
      case TRANSACTION:
        levels.become(SqlState.EXPRESSION);
        break;
      default:
    }
  }

  /** Makes the common table expression that was defined last one that is not a target. */
  void endCommonTable() {
    String name = levels.takeCommonTable();
    if (name != null) {
      summary.commonTable(name);
    }
  }

  private void begin(String word, int start, int end) {
    SqlState next = SqlWords.afterVerb(word);
    boolean explained = levels.state() == SqlState.EXPLAINED;
    if (word.equals("WITH")) {
      recursive = false;
      levels.become(SqlState.COMMON_TABLE);
    } else if (next == null || (explained && next == SqlState.COMMAND)) {
      if (!explained) {
        mayHoldPassword = true;
        levels.become(SqlState.EXPRESSION);
      }
    } else {
      if (next != SqlState.EXPRESSION || levels.isOutermost()) {
        summary.operation(start, end);
      }
      verb = word;
      object = "";
      mayHoldPassword = next == SqlState.COMMAND || next == SqlState.OBJECT;
      levels.become(next);
    }
  }

  private void transaction(String word, int start, int end) {
    if (word.equals("TRANSACTION") || word.equals("TRAN") || word.equals("WORK")) {
      summary.operation(start, end);
      levels.become(SqlState.COMMAND);
    } else if (verb.equals("BEGIN")) {
      levels.become(SqlState.START);
      begin(word, start, end);
    } else {
      levels.become(SqlState.COMMAND);
    }
  }

  private void afterTable(String word, int start, int end) {
    if (SqlWords.joinsTable(word)) {
      levels.become(SqlState.TABLE);
    } else if (SqlWords.endsTables(word)) {
      levels.become(SqlState.EXPRESSION);
    } else {
      select(word, start, end);
    }
  }

  private boolean select(String word, int start, int end) {
    if (!word.equals("SELECT")) {
      return false;
    }
    summary.operation(start, end);
    mayHoldPassword = false;
    levels.become(SqlState.SELECT_LIST);
    return true;
  }

  private void object(String word, int start, int end) {
    if (isObjectOptional() && !word.startsWith("TABLE")) {
      unlessOnly(word, start, end);
    } else if (SqlWords.isObject(word)) {
      summary.operation(start, end);
      object = word;
      mayHoldPassword = !SqlWords.hasColumns(word) && !SqlWords.hasBody(word);
      levels.become(SqlState.OBJECT_NAME);
    } else if (SqlWords.isSetting(word)) {
      summary.operation(start, end);
      levels.become(SqlState.COMMAND);
    }
  }

  private boolean isObjectOptional() {
    return verb.equals("TRUNCATE") || verb.equals("LOCK");
  }

  private void unlessOnly(String word, int start, int end) {
    if (!word.equals("ONLY")) {
      target(start, end);
    }
  }
}
