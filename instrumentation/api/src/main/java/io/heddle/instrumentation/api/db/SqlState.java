// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

/** What a statement, or the part of it in one pair of parentheses, is waiting for. */
enum SqlState {
  /** The first word of a statement. */
  START,
  /** The statement that is explained. */
  EXPLAINED,
  /** An optional TRANSACTION or WORK, or the first statement of a block. */
  TRANSACTION,
  /** The first token in parentheses: a query or an expression. */
  FIRST,
  /** Nothing but a query further on. */
  EXPRESSION,
  /** FROM. */
  SELECT_LIST,
  /** A table, a query or more of them in parentheses. */
  TABLE,
  /** A comma or a JOIN, and with it the next table. */
  AFTER_TABLE,
  /** INTO, FROM, a modifier or the target itself. */
  BEFORE_TARGET,
  /** The target. */
  TARGET,
  /** The kind of object that is created, altered or dropped. */
  OBJECT,
  /** The name of that object. */
  OBJECT_NAME,
  /** A comma, and with it the next name. */
  AFTER_OBJECT_NAME,
  /** The name of a procedure. */
  PROCEDURE,
  /** VALUE FOR and a sequence, after CALL NEXT. */
  SEQUENCE,
  /** The name of a common table expression. */
  COMMON_TABLE,
  /** The body of a common table expression, a comma and the next one, or the main statement. */
  AFTER_COMMON_TABLE,
  /** The end of the statement. */
  COMMAND,
  /** The end of the text. */
  BODY
}
