// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          SELECT 12, -12, +12 | SELECT ?, ?, ?
          SELECT 12.34, -12.34, +12.34, .01, -.01 | SELECT ?, ?, ?, ?, ?
          SELECT 12.34e56, -12.34e56, +12.34e-56 | SELECT ?, ?, ?
          SELECT 99+100 | SELECT ??
          SELECT a-1, (b)+2 FROM t | SELECT a-?, (b)+? FROM t
          SELECT 0xDEADBEEF, 0XdeadBEEF, 1_000, 0b11 | SELECT ?, ?, ?, ?
          SELECT 'hello' | SELECT ?
          SELECT 'My name''s not important' | SELECT ?
          SELECT c3po, r2d2 FROM covid19 WHERE n1h1=1234 | SELECT c3po, r2d2 FROM covid19 WHERE n1h1=?
          SELECT a FROM dbo.Table | SELECT a FROM dbo.Table
          INSERT INTO X VALUES(1, 23456, 123.456, 99+100) | INSERT INTO X VALUES(?, ?, ?, ??)
          SELECT { guid '01234567-89ab-cdef-0123-456789abcdef' } | SELECT { guid ? }
          SELECT DATE '2020-01-01', TIMESTAMP'2020', INTERVAL '1' DAY | SELECT DATE ?, TIMESTAMP?, INTERVAL ? DAY
          SELECT * FROM t WHERE a IN (123, 456, 'abc') AND b IN(?, ?) | SELECT * FROM t WHERE a IN (?) AND b IN(?)
          SELECT * FROM t WHERE a IN (b, 1) OR (c, d) IN ((1, 2), (3, 4)) | SELECT * FROM t WHERE a IN (b, ?) OR (c, d) IN ((?, ?), (?, ?))
          SELECT * FROM t WHERE a IN (SELECT 1) | SELECT * FROM t WHERE a IN (SELECT ?)
          SELECT a/**/b, c/* x */FROM t -- y | SELECT a b, c FROM t
          CREATE TABLE t (ID IDENTITY(1,1), n varchar(255)) | CREATE TABLE t (ID IDENTITY(?,?), n varchar(?))
          SELECT N'a', X'0F', E'it\\'s', q'[it's]', nq'!a'b!', U&'a', _utf8'a', b'1' | SELECT ?, ?, ?, ?, ?, ?, ?, ?
          SELECT $$a'b$$, $t$c $$ d$t$, $1, :name, :1, ?1 | SELECT ?, ?, $1, :name, :1, ?1
          SELECT a::text, b[1:2], v$session FROM #tmp | SELECT a::text, b[?:?], v$session FROM #tmp
          SELECT ARRAY['a', 'b'] | SELECT ARRAY[?, ?]
          SELECT TRUE, x IS FALSE, NULL | SELECT ?, x IS ?, NULL
          SELECT * FROM "t" WHERE "s"."c" = "v" | SELECT * FROM ? WHERE "s"."c" = ?
          SELECT `a'b`, [c d] FROM t WHERE x = 'y' | SELECT `a'b`, [c d] FROM t WHERE x = ?
          GRANT ALL ON d.* TO 'u'@'h' | GRANT ALL ON d.* TO ?@?
          EXECUTE p @param=1 | EXECUTE p @param=?
          SELECT * FROM TABLE7\u0913 WHERE f = '\u0263' | SELECT * FROM TABLE7\u0913 WHERE f = ?
          7 | ?
          """)
  void text_literals_areMasked(String sql, String text) {
    assertThat(SqlStatement.of(sql).text().strip()).isEqualTo(text);
  }

  @Test
  void text_comments_areRemoved() {
    String sql = "SELECT column -- end of line comment\nFROM /* block \n comment */ table";
    assertThat(SqlStatement.of(sql).text()).isEqualTo("SELECT column \nFROM  table");
    assertThat(SqlStatement.of("a /* x /* y */ z */ b", Dialect.POSTGRESQL).text())
        .isEqualTo("a  b");
    assertThat(SqlStatement.of("a /* x /* y */ b", Dialect.MYSQL).text()).isEqualTo("a  b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          MYSQL      | SELECT "a", 'it\\'s', "b\\"c" # d | SELECT ?, ?, ?
          MYSQL      | SELECT 5--3, a$b, "s"."t" | SELECT ?-?, a$b, "s"."t"
          MYSQL      | SELECT 'a\\', 'secret' | SELECT ?
          STANDARD   | SELECT "a" FROM "t x" WHERE b = 'c\\' AND d = 'e' | SELECT "a" FROM "t x" WHERE b = ? AND d = ?
          POSTGRESQL | SELECT "a", E'it\\'s', $fn$ 'x' $fn$ WHERE b = $2 | SELECT "a", ?, ? WHERE b = $2
          ORACLE     | SELECT "a" FROM v$session WHERE b = :1 AND c = q'{it's}' | SELECT "a" FROM v$session WHERE b = :1 AND c = ?
          SQL_SERVER | SELECT [a]]'b], "c", $12.5, @p, @@rowcount FROM #t | SELECT [a]]'b], "c", ?, @p, @@rowcount FROM #t
          SQLITE     | SELECT [a b], "c" FROM t WHERE d = 'e\\' | SELECT [a b], ? FROM t WHERE d = ?
          CLICKHOUSE | SELECT "a", 'it\\'s', ['x', 'y'] | SELECT "a", ?, [?, ?]
          GENERIC    | SELECT 'a\\\\', b FROM t WHERE c = 'C:\\' AND d = 'secret' | SELECT ?, b FROM t WHERE c = ?
          """)
  void text_dialect_decidesOnQuotes(Dialect dialect, String sql, String text) {
    assertThat(SqlStatement.of(sql, dialect).text().strip()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'secret",
        "SELECT $$secret",
        "SELECT $a$secret$b$",
        "SELECT q'[secret'",
        "SELECT N'secret''",
        "SELECT /* secret",
        "SELECT -- secret",
        "SELECT `secret",
        "SELECT \"secret",
        "SELECT E'\\'secret",
        "SELECT 'secret\\'",
        "CREATE USER u IDENTIFIED BY secret",
        "ALTER USER u IDENTIFIED BY \"secret\" REPLACE secret",
        "CREATE USER u PASSWORD secret",
        "CONNECT u PASSWORD secret",
        "SET PASSWORD FOR u = secret",
        "CREATE LOGIN l WITH PASSWORD = secret",
        "CHECK USER u PASSWORD \"secret\"",
        "CREATE DATABASE LINK l CONNECT TO u IDENTIFIED BY secret"
      })
  void text_unterminatedOrPassword_isNeverShown(String sql) {
    for (Dialect dialect : Dialect.values()) {
      SqlStatement statement = SqlStatement.of(sql, dialect);
      boolean name = sql.startsWith("SELECT $") && !dialect.has(Dialect.Rule.DOLLAR_QUOTES);
      if (!name) {
        assertThat(statement.text()).doesNotContain("secret");
      }
      assertThat(statement.summary() + statement.batchSummary()).doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT password FROM users",
        "TRUNCATE TABLE password",
        "CREATE TABLE password (password text)",
        "ALTER TABLE users ADD COLUMN password text",
        "UPDATE users SET password = ?",
        "SELECT identified, a FROM b"
      })
  void text_passwordColumn_isKept(String sql) {
    assertThat(SqlStatement.of(sql).text()).isSameAs(sql);
  }

  @Test
  void parameterized_withPlaceholder_isKept() {
    String sql = "SELECT * /* hint */ FROM t WHERE a = ? AND b = 'open'";
    assertThat(SqlStatement.parameterized(sql).text()).isEqualTo(sql);
    assertThat(SqlStatement.parameterized(sql).summary()).isEqualTo("SELECT t");
    assertThat(SqlStatement.of(sql).text()).isEqualTo("SELECT *  FROM t WHERE a = ? AND b = ?");
    assertThat(SqlStatement.parameterized("SELECT 'a?' FROM t -- ?").text())
        .isEqualTo("SELECT ? FROM t ");
  }

  @Test
  void of_null_isEmpty() {
    assertThat(SqlStatement.of(null).text()).isNull();
    assertThat(SqlStatement.parameterized(null).summary()).isNull();
    assertThat(SqlStatement.of(null).batchSummary()).isEqualTo("BATCH");
  }

  @ParameterizedTest
  @EnumSource
  void of_sameText_isParsedOnce(Dialect dialect) {
    String sql = "SELECT a FROM once WHERE b = 1";
    assertThat(SqlStatement.of(sql, dialect)).isSameAs(SqlStatement.of(sql, dialect));
    assertThat(SqlStatement.of(sql, dialect)).isNotSameAs(SqlStatement.parameterized(sql, dialect));
  }

  @Test
  void of_longText_isCutAndNotCached() {
    String sql = "SELECT " + "\uD83D\uDE00".repeat(20_000);
    SqlStatement statement = SqlStatement.of(sql);

    assertThat(statement.text())
        .hasSize(SqlStatement.MAX_TEXT - 1)
        .isEqualTo(sql.substring(0, 32767));
    assertThat(SqlStatement.of(sql)).isNotSameAs(statement);
    String parameterized = "SELECT ? " + "x".repeat(40_000);
    assertThat(SqlStatement.parameterized(parameterized).text()).hasSize(SqlStatement.MAX_TEXT);
  }

  @Test
  void batch_statements_haveOneSummary() {
    SqlStatement insert = SqlStatement.of("INSERT INTO a VALUES (1)");
    SqlStatement other = SqlStatement.of("INSERT INTO a (b) VALUES (1)");
    SqlStatement call = SqlStatement.of("{call p}");

    SqlStatement same = SqlStatement.batch(Arrays.asList(insert, insert), 2);
    assertThat(same.summary()).isEqualTo("BATCH INSERT a").isEqualTo(insert.batchSummary());
    assertThat(same.text()).isEqualTo("INSERT INTO a VALUES (?)");
    SqlStatement similar = SqlStatement.batch(Arrays.asList(insert, other), 2);
    assertThat(similar.summary()).isEqualTo("BATCH INSERT a");
    assertThat(similar.text()).isEqualTo("INSERT INTO a VALUES (?); INSERT INTO a (b) VALUES (?)");
    SqlStatement mixed = SqlStatement.batch(Arrays.asList(call, insert), 2);
    assertThat(mixed.summary()).isEqualTo("BATCH");
    assertThat(mixed.text()).isEqualTo(insert.text());
    assertThat(mixed.storedProcedure()).isNull();
    SqlStatement calls = SqlStatement.batch(Collections.singletonList(call), 3);
    assertThat(calls.summary()).isEqualTo("BATCH call p");
    assertThat(calls.storedProcedure()).isEqualTo("p");
    assertThat(SqlStatement.batch(Collections.singletonList(call), 1)).isSameAs(call);
    assertThat(SqlStatement.batch(Collections.emptyList(), 0).summary()).isEqualTo("BATCH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$$secret$$", "N'secret'", "E'secret'", "0x5ec7e7"})
  void summary_valueInPlaceOfTable_isNotTarget(String value) {
    SqlStatement statement = SqlStatement.of("SELECT a FROM " + value);
    assertThat(statement.summary()).isEqualTo("SELECT");
    assertThat(statement.text()).isEqualTo("SELECT a FROM ?");
  }
}
