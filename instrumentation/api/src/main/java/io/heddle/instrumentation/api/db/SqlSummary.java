// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code db.query.summary} under construction: operations and targets as written, at most 255
 * characters, cut between them. The names of common table expressions are not targets.
 */
final class SqlSummary {
  static final String BATCH = "BATCH";
  private static final int MAX_LENGTH = 255;
  private static final int MAX_COMMON_TABLES = 64;

  private final String sql;
  private final StringBuilder out = new StringBuilder();
  private final List<String> commonTables = new ArrayList<>();
  private int batchLength;
  private boolean full;
  private boolean procedureSeen;
  private @Nullable String procedure;

  SqlSummary(String sql) {
    this.sql = sql;
  }

  /** The summary, or null if no operation was recognised. */
  @Nullable String text() {
    return out.length() == 0 ? null : out.toString();
  }

  /** The summary of a batch of such statements, also at most 255 characters. */
  String batchText() {
    return batchLength == 0 ? BATCH : BATCH + ' ' + out.substring(0, batchLength);
  }

  /** The one procedure that is called, or null if there is none or more than one. */
  @Nullable String storedProcedure() {
    return procedure;
  }

  boolean isEmpty() {
    return out.length() == 0;
  }

  void operation(int start, int end) {
    int length = out.length() == 0 ? end - start : out.length() + 1 + end - start;
    if (full || length > MAX_LENGTH) {
      full = true;
      return;
    }
    if (out.length() > 0) {
      out.append(' ');
    }
    out.append(sql, start, end);
    if (length < MAX_LENGTH - BATCH.length()) {
      batchLength = length;
    }
  }

  void target(int start, int end) {
    if (!full && !isCommonTable(start, end)) {
      operation(start, end);
    }
  }

  void procedure(int start, int end) {
    String name = sql.substring(start, end);
    operation(start, end);
    procedure = !procedureSeen || name.equals(procedure) ? name : null;
    procedureSeen = true;
  }

  void commonTable(String name) {
    if (commonTables.size() < MAX_COMMON_TABLES) {
      commonTables.add(name);
    }
  }

  private boolean isCommonTable(int start, int end) {
    for (int i = 0; i < commonTables.size(); i++) {
      String name = commonTables.get(i);
      if (name.length() == end - start && sql.regionMatches(true, start, name, 0, end - start)) {
        return true;
      }
    }
    return false;
  }
}
