// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlRandomTest {
  private static final String[] PIECES = {
    "SELECT",
    "FROM",
    "WHERE",
    "INSERT INTO",
    "VALUES",
    "UPDATE",
    "DELETE",
    "MERGE",
    "WITH",
    "AS",
    "JOIN",
    "IN",
    "CALL",
    "EXEC",
    "CREATE",
    "TABLE",
    "DROP",
    "USER",
    "PASSWORD",
    "IDENTIFIED BY",
    "BEGIN",
    "EXPLAIN",
    "UNION",
    "(",
    ")",
    ",",
    ";",
    ".",
    "=",
    "-",
    "+",
    "--",
    "/*",
    "*/",
    "'",
    "\"",
    "`",
    "[",
    "]",
    "$",
    "$$",
    "$a$",
    "?",
    ":",
    "@",
    "#",
    "\\",
    "{",
    "}",
    "q'[",
    "N'",
    "E'",
    "1",
    ".5",
    "0x",
    "e",
    "\n",
    "\0",
    "\uD83D",
    "\uDE00",
    "t",
    "a.b",
    "TRUE"
  };

  /** Values as an application writes them into a text, in places where values stand. */
  private static final String[] VALUES = {
    "'s3cr3t'",
    "'it''s s3cr3t'",
    "N's3cr3t'",
    "x's3cr3t'",
    "'-- s3cr3t'",
    "'/* s3cr3t'",
    "'\"s3cr3t'",
    "'`s3cr3t'",
    "'[s3cr3t'",
    "'\n;s3cr3t'",
    "'$$s3cr3t'",
    "'(s3cr3t'",
    "9753186420",
    "-9753186420.5e-3",
    "0x9753186420",
    "DATE 's3cr3t'"
  };

  private static final String[] SHAPES = {
    "SELECT a FROM t WHERE b = %s AND c IN (%s, %s) /* 's3cr3t */ -- 's3cr3t\n ORDER BY d",
    "INSERT INTO t (a, b) VALUES (%s, %s), (f(%s), 1)",
    "UPDATE t SET a = %s, b = (SELECT c FROM d WHERE e = %s) WHERE f BETWEEN %s AND 3",
    "DELETE FROM t WHERE a LIKE %s OR b IS DISTINCT FROM %s OR %s <> c",
    "CALL p(%s, %s, %s)",
    "SELECT TRIM(%s FROM %s), CASE WHEN a THEN %s END FROM t",
    "CREATE USER u IDENTIFIED BY %s; SELECT %s, %s",
    "MERGE INTO t USING (SELECT %s) s ON (a = %s) WHEN MATCHED THEN UPDATE SET b = %s",
    "{call p(%s, %s, %s)}",
    "SELECT EXTRACT(YEAR FROM %s), %s || a, SUBSTRING(%s FROM 2) FROM t GROUP BY 1, 2"
  };

  @ParameterizedTest
  @EnumSource
  void of_randomPieces_neverThrows(Dialect dialect) {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder sql = new StringBuilder();
      for (int pieces = random.nextInt(30); pieces >= 0; pieces--) {
        sql.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextBoolean() ? " " : "");
      }
      String text = sql.toString();
      assertThatCode(() -> check(text, dialect)).as(text).doesNotThrowAnyException();
    }
  }

  private static void check(String sql, Dialect dialect) {
    SqlStatement statement = SqlStatement.of(sql, dialect);
    if (statement.text() != null) {
      assertThat(statement.text()).hasSizeLessThanOrEqualTo(sql.length() + 2);
    }
    assertThat(statement.batchSummary()).hasSizeLessThanOrEqualTo(255);
    SqlStatement.parameterized(sql, dialect);
  }

  @ParameterizedTest
  @EnumSource
  void of_plantedValues_areNotShown(Dialect dialect) {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String sql = SHAPES[random.nextInt(SHAPES.length)];
      while (sql.contains("%s")) {
        sql = sql.replaceFirst("%s", VALUES[random.nextInt(VALUES.length)].replace("$", "\\$"));
      }
      SqlStatement statement = SqlStatement.of(sql, dialect);
      SqlStatement prepared = SqlStatement.parameterized(sql, dialect);
      String shown = statement.text() + statement.summary() + prepared.text() + prepared.summary();
      assertThat(shown).as(sql).doesNotContain("s3cr3t").doesNotContain("75318");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'",
        "\"",
        "`",
        "[",
        "(",
        "$",
        "$a",
        "$a$",
        "/*",
        "--",
        "--\n",
        "a.",
        "a",
        "1e-",
        "-",
        "\\'",
        "'\\",
        "q'[",
        "IN (",
        "IN (1,",
        "WITH a AS (",
        "a,",
        "?",
        ":a",
        "/**/",
        "'a\\''",
        "@",
        "{",
        "[a "
      })
  void of_repeatedPiece_takesLinearTime(String piece) {
    String sql = "SELECT * FROM " + piece.repeat(SqlStatement.MAX_TEXT / piece.length());
    assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          for (int i = 0; i < 3; i++) {
            for (Dialect dialect : Dialect.values()) {
              SqlStatement.of(sql, dialect);
            }
          }
        });
  }

  @Test
  void cache_manyTexts_isBounded() {
    SqlCache cache = new SqlCache();
    SqlStatement statement = SqlStatement.of("SELECT 1");
    for (int i = 0; i < 10_000; i++) {
      cache.put("text " + i, Dialect.GENERIC, statement);
      assertThat(cache.get("text 0", Dialect.GENERIC)).isSameAs(statement);
    }
    assertThat(cache.size()).isBetween(250, 500);
    for (int i = 0; i < 1_000; i++) {
      cache.put(i + "x".repeat(16_000), Dialect.GENERIC, statement);
    }
    assertThat(cache.size()).isLessThan(140);
    assertThat(cache.get("text 0", Dialect.GENERIC)).isNull();
  }
}
