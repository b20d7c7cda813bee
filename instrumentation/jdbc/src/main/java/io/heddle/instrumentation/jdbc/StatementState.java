// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.instrumentation.api.db.DbAddress;
import io.heddle.instrumentation.api.db.SqlStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a statement: where it runs, its text if it was prepared, and what was added
 * to its batch. As little thread-safe as the statement itself.
 */
final class StatementState {
  /** Most different texts that are kept of a batch; further ones are only counted. */
  private static final int MAX_TEXTS = 64;

  final DbAddress address;
  final @Nullable SqlStatement prepared;
  private @Nullable SqlStatement preparedBatch;
  private int batchSize;
  private @Nullable List<SqlStatement> texts;

  StatementState(DbAddress address, @Nullable SqlStatement prepared) {
    this.address = address;
    this.prepared = prepared;
  }

  int batchSize() {
    return batchSize;
  }

  /**
   * One operation was added.
   *
   * @param before how many there were before it
   * @param sql its text, or null for the prepared one
   */
  void added(int before, @Nullable String sql) {
    boolean seen = batchSize > before;
    batchSize = before + 1;
    if (sql == null || seen) {
      return;
    }
    SqlStatement statement = SqlStatement.of(sql, address.dialect());
    if (texts == null) {
      texts = new ArrayList<>(4);
    }
    int last = texts.size() - 1;
    boolean same = last >= 0 && Objects.equals(texts.get(last).text(), statement.text());
    if (!same && last + 1 < MAX_TEXTS) {
      texts.add(statement);
    }
  }

  void clearBatch() {
    batchSize = 0;
    texts = null;
  }

  /** The statement that stands for the batch, or null when nothing is known of a single one. */
  @Nullable SqlStatement batch() {
    if (prepared == null) {
      List<SqlStatement> added = texts == null ? Collections.<SqlStatement>emptyList() : texts;
      return batchSize == 1 && added.isEmpty() ? null : SqlStatement.batch(added, batchSize);
    }
    if (batchSize == 1) {
      return prepared;
    }
    SqlStatement batch = preparedBatch;
    if (batch == null) {
      batch = prepared.asBatch();
      preparedBatch = batch;
    }
    return batch;
  }
}
