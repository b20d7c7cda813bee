// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of one statement text: {@code db.query.text}, {@code db.query.summary} and
 * {@code db.stored_procedure.name} of the OpenTelemetry database conventions.
 *
 * <p>A text is parsed once and remembered on a bounded cache. Instances are immutable and may be
 * kept, for example with a prepared statement. Nothing here throws, whatever the text. Texts are
 * cut at 32 Ki characters, summaries at 255.
 */
public final class SqlStatement {
  static final int MAX_TEXT = 32 * 1024;
  private static final SqlStatement NONE = new SqlStatement(null, null, null, SqlSummary.BATCH);
  private static final SqlCache PLAIN = new SqlCache();
  private static final SqlCache PARAMETERIZED = new SqlCache();

  private final @Nullable String text;
  private final @Nullable String summary;
  private final @Nullable String storedProcedure;
  private final String batchSummary;

  private SqlStatement(
      @Nullable String text,
      @Nullable String summary,
      @Nullable String storedProcedure,
      String batchSummary) {
    this.text = text;
    this.summary = summary;
    this.storedProcedure = storedProcedure;
    this.batchSummary = batchSummary;
  }

  /** Like {@link #of(String, Dialect)} for a dialect that is not known. */
  public static SqlStatement of(@Nullable String sql) {
    return of(sql, Dialect.GENERIC);
  }

  /** The statement of a text that is run as it is: each literal is replaced by {@code ?}. */
  public static SqlStatement of(@Nullable String sql, Dialect dialect) {
    return sql == null ? NONE : cached(PLAIN, sql, dialect, false);
  }

  /** Like {@link #parameterized(String, Dialect)} for a dialect that is not known. */
  public static SqlStatement parameterized(@Nullable String sql) {
    return parameterized(sql, Dialect.GENERIC);
  }

  /**
   * The statement of a text that is prepared: recorded as it is if it holds a placeholder for a
   * parameter, since values are then expected to be bound; otherwise as by {@link #of}.
   */
  public static SqlStatement parameterized(@Nullable String sql, Dialect dialect) {
    return sql == null ? NONE : cached(PARAMETERIZED, sql, dialect, true);
  }

  /**
   * The statement that stands for a batch: a summary that begins with {@code BATCH}, text and
   * procedure if they are common to all, else the texts joined by {@code "; "}. A batch of one is
   * that one.
   *
   * @param statements one for each operation of different text; the same text need not be repeated
   * @param size the number of operations
   */
  public static SqlStatement batch(List<SqlStatement> statements, long size) {
    if (size == 1 && statements.size() == 1) {
      return statements.get(0);
    }
    if (statements.isEmpty()) {
      return NONE.asBatch();
    }
    SqlStatement first = statements.get(0);
    boolean sameText = true;
    boolean sameSummary = true;
    boolean sameProcedure = true;
    for (int i = 1; i < statements.size(); i++) {
      SqlStatement next = statements.get(i);
      sameText &= Objects.equals(first.text, next.text);
      sameSummary &= Objects.equals(first.summary, next.summary);
      sameProcedure &= Objects.equals(first.storedProcedure, next.storedProcedure);
    }
    return new SqlStatement(
        sameText ? first.text : joined(statements),
        sameSummary ? first.batchSummary : SqlSummary.BATCH,
        sameProcedure ? first.storedProcedure : null,
        SqlSummary.BATCH);
  }

  /** This statement run more than once in one call. */
  public SqlStatement asBatch() {
    return new SqlStatement(text, batchSummary, storedProcedure, batchSummary);
  }

  /** {@code db.query.text}; null for JDBC's <code>{call p}</code> and where there was no text. */
  public @Nullable String text() {
    return text;
  }

  /** {@code db.query.summary}; null if no operation was recognised. */
  public @Nullable String summary() {
    return summary;
  }

  /** {@code BATCH} and the summary: the summary of a batch of nothing but such statements. */
  public String batchSummary() {
    return batchSummary;
  }

  /** {@code db.stored_procedure.name}; null if the statement calls none or several. */
  public @Nullable String storedProcedure() {
    return storedProcedure;
  }

  private static SqlStatement cached(
      SqlCache cache, String sql, Dialect dialect, boolean parameterized) {
    SqlStatement statement = cache.get(sql, dialect);
    if (statement == null) {
      statement = parse(sql, dialect, parameterized);
      cache.put(sql, dialect, statement);
    }
    return statement;
  }

  private static SqlStatement parse(String sql, Dialect dialect, boolean parameterized) {
    int end = cut(sql, MAX_TEXT);
    SqlSummary summary = new SqlSummary(sql);
    SqlGrammar grammar = new SqlGrammar(sql, summary);
    SqlScanner scanner = new SqlScanner(sql, end, dialect, grammar);
    String text = scanner.scan();
    if (parameterized && scanner.hasPlaceholders()) {
      text = sql.substring(0, end);
    }
    return new SqlStatement(
        grammar.isCallEscape() ? null : text,
        summary.text(),
        summary.storedProcedure(),
        summary.batchText());
  }

  private static @Nullable String joined(List<SqlStatement> statements) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < statements.size() && joined.length() < MAX_TEXT; i++) {
      String text = statements.get(i).text;
      if (text != null) {
        joined.append(joined.length() == 0 ? "" : "; ").append(text);
      }
    }
    joined.setLength(cut(joined, MAX_TEXT));
    return joined.length() == 0 ? null : joined.toString();
  }

  /** The length to which a text is cut, so that no surrogate pair is. */
  private static int cut(CharSequence text, int max) {
    if (text.length() <= max) {
      return text.length();
    }
    return Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
  }
}
