// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import org.jspecify.annotations.Nullable;

/**
 * One state for each open parenthesis, and with it the common table expression that is being
 * defined there. Beyond 64 levels every state is {@link SqlState#COMMAND}: nothing is looked at.
 */
final class SqlLevels {
  private static final int MAX_DEPTH = 64;

  private final SqlState[] states = new SqlState[MAX_DEPTH];
  private final @Nullable String[] commonTables = new String[MAX_DEPTH];
  private int depth;

  SqlLevels() {
    states[0] = SqlState.START;
  }

  SqlState state() {
    return depth < MAX_DEPTH ? states[depth] : SqlState.COMMAND;
  }

  void become(SqlState state) {
    if (depth < MAX_DEPTH) {
      states[depth] = state;
    }
  }

  boolean isOutermost() {
    return depth == 0;
  }

  void push(SqlState inner) {
    depth++;
    if (depth < MAX_DEPTH) {
      states[depth] = inner;
      commonTables[depth] = null;
    }
  }

  void pop() {
    depth = Math.max(0, depth - 1);
  }

  /** Begins the next statement, unless this text is one that holds statements. */
  void restart() {
    if (states[0] != SqlState.BODY) {
      depth = 0;
      states[0] = SqlState.START;
      commonTables[0] = null;
    }
  }

  void defineCommonTable(String name) {
    if (depth < MAX_DEPTH) {
      commonTables[depth] = name;
    }
  }

  /** The common table expression that was defined last at this level, once. */
  @Nullable String takeCommonTable() {
    if (depth >= MAX_DEPTH) {
      return null;
    }
    String name = commonTables[depth];
    commonTables[depth] = null;
    return name;
  }
}
