// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

/** The lexical rules of a SQL dialect: what quotes, escapes and comments mean. */
public enum Dialect {
  /**
   * A dialect that is not known. Double quotes hold strings, and a text in which a backslash stands
   * before a quote is masked from there to its end, since either reading may be wrong.
   */
  GENERIC(Rule.DOUBLE_QUOTED_STRINGS | Rule.AMBIGUOUS_BACKSLASH | Rule.DOLLAR_QUOTES),
  /** The SQL standard: double quotes hold names, a backslash is an ordinary character. */
  STANDARD(Rule.DOLLAR_QUOTES),
  /** MySQL and MariaDB, without {@code ANSI_QUOTES} and {@code NO_BACKSLASH_ESCAPES}. */
  MYSQL(
      Rule.DOUBLE_QUOTED_STRINGS
          | Rule.BACKSLASH_ESCAPES
          | Rule.HASH_COMMENTS
          | Rule.DASHES_NEED_SPACE
          | Rule.FLAT_COMMENTS),
  /** PostgreSQL and what speaks its language. */
  POSTGRESQL(Rule.DOLLAR_QUOTES),
  /** Oracle Database. */
  ORACLE(Rule.FLAT_COMMENTS),
  /** Microsoft SQL Server, with {@code QUOTED_IDENTIFIER ON} as its JDBC driver sets it. */
  SQL_SERVER(Rule.BRACKETED_NAMES | Rule.DOLLAR_MONEY),
  /** SQLite, which reads a double-quoted name that it does not know as a string. */
  SQLITE(Rule.DOUBLE_QUOTED_STRINGS | Rule.FLAT_COMMENTS),
  /** ClickHouse. */
  CLICKHOUSE(Rule.BACKSLASH_ESCAPES | Rule.DOLLAR_QUOTES);

  private final int rules;

  Dialect(int rules) {
    this.rules = rules;
  }

  boolean has(int rule) {
    return (rules & rule) != 0;
  }

  /** Bits of {@link Dialect}. */
  static final class Rule {
    static final int DOUBLE_QUOTED_STRINGS = 1;
    static final int BACKSLASH_ESCAPES = 1 << 1;
    static final int AMBIGUOUS_BACKSLASH = 1 << 2;
    static final int DOLLAR_QUOTES = 1 << 3;
    static final int HASH_COMMENTS = 1 << 4;
    static final int DASHES_NEED_SPACE = 1 << 5;
    static final int FLAT_COMMENTS = 1 << 6;
    static final int BRACKETED_NAMES = 1 << 7;
    static final int DOLLAR_MONEY = 1 << 8;

    private Rule() {}
  }
}
