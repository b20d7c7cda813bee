// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSummaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          SELECT 12 | SELECT
          SELECT a FROM dbo.Table JOIN dbo.AnotherTable | SELECT dbo.Table dbo.AnotherTable
          SELECT * FROM table WHERE value IN (123, 'abc') | SELECT table
          SELEcT order_date FROM ORders | SELEcT ORders
          SELECT * FROM Orders o CROSS JOIN OrderDetails od | SELECT Orders OrderDetails
          SELECT * FROM Orders o, OrderDetails od | SELECT Orders OrderDetails
          SELECT * FROM songs AS s, artists AS a, x ORDER BY a, b | SELECT songs artists x
          SELECT * FROM "song list", 'artists' | SELECT "song list" 'artists'
          SELECT d FROM (SELECT * FROM orders o JOIN customers c ON o.id = c.id) | SELECT SELECT orders customers
          SELECT d FROM (sELECT * FROM orders) x, t3 | SELECT sELECT orders t3
          SELECT * FROM (t1), (t2 JOIN t3) | SELECT t1 t2 t3
          SELECT * FROM [my table] JOIN `a``b` ON 1=1 | SELECT [my table] `a``b`
          SELECT * FROM "s"."t" | SELECT "s"."t"
          SELECT * FROM "SELECT" WHERE "FROM" = ? | SELECT "SELECT"
          SELECT * FROM insert | SELECT insert
          SELECT * FROM users@remote_db | SELECT users@remote_db
          SELECT * FROM ONLY parent | SELECT parent
          SELECT * FROM t1 CROSS APPLY t2 | SELECT t1 t2
          SELECT * FROM t1, LATERAL (SELECT * FROM t2) x | SELECT t1 SELECT t2
          SELECT * FROM generate_series(1, (SELECT MAX(id) FROM users)) | SELECT generate_series SELECT users
          SELECT * FROM (VALUES (1), (2)) AS t(id) JOIN users u ON t.id = u.id | SELECT users
          SELECT id FROM users UNION VALUES (1), (2) | SELECT users
          (SELECT id FROM a) UNION (SELECT id FROM b) | SELECT a SELECT b
          SELECT a FROM t1 UNION ALL SELECT b FROM t2 | SELECT t1 SELECT t2
          SELECT name, (SELECT MAX(p) FROM products) FROM p | SELECT SELECT products p
          SELECT EXTRACT(YEAR FROM d), TRIM(BOTH ' ' FROM n) FROM t | SELECT t
          SELECT a IS DISTINCT FROM b FROM t WHERE c IS DISTINCT FROM 'x' | SELECT t
          SELECT * FROM a WHERE x IN (SELECT y FROM b WHERE EXISTS (SELECT 1 FROM c)) | SELECT a SELECT b SELECT c
          SELECT * FROM users u FOR UPDATE OF u, v | SELECT users
          SELECT * FROM orders OFFSET 5 ROWS FETCH NEXT 1 ROW ONLY | SELECT orders
          SELECT * INTO temp FROM users | SELECT users
          SELECT * FROM t WITH (NOLOCK), u WITH (NOLOCK) | SELECT t u
          SELECT delete, update FROM t | SELECT t
          select next value in hibernate_sequence | select
          WITH x AS (SELECT a FROM b) SELECT * FROM x | SELECT b SELECT
          WITH a AS (SELECT * FROM t1), b (c) AS MATERIALIZED (SELECT * FROM a) SELECT * FROM B JOIN t2 ON 1=1 | SELECT t1 SELECT SELECT t2
          WITH RECURSIVE c AS (SELECT id FROM t UNION ALL SELECT t.id FROM t JOIN c ON 1=1) SELECT * FROM c | SELECT t SELECT t SELECT
          WITH users AS (SELECT * FROM users) SELECT * FROM users | SELECT users SELECT
          WITH d AS (DELETE FROM t RETURNING *) INSERT INTO a SELECT * FROM d | DELETE t INSERT a SELECT
          WITH c AS (VALUES (1)) SELECT * FROM c | SELECT
          INSERT INTO X VALUES(1, 99+100) | INSERT X
          INSERT INTO shipping_details (order_id, address) SELECT order_id FROM orders | INSERT shipping_details SELECT orders
          INSERT OR REPLACE INTO t VALUES (1) | INSERT t
          INSERT IGNORE t SET a = 1 | INSERT t
          INSERT INTO t (a) VALUES ((SELECT MAX(b) FROM u)) ON DUPLICATE KEY UPDATE a = VALUES(a) | INSERT t SELECT u
          REPLACE INTO users VALUES (1) | REPLACE users
          UPDATE t1 SET a = (SELECT b FROM t2) WHERE c IN (SELECT d FROM t3) | UPDATE t1 SELECT t2 SELECT t3
          UPDATE ONLY parent SET x = 1 | UPDATE parent
          UPDATE first SET x = 1 | UPDATE first
          DELETE FROM t WHERE x NOT IN (SELECT id FROM u) | DELETE t SELECT u
          DELETE TOP (10) FROM t | DELETE t
          DELETE FROM 12345678 | DELETE
          MERGE INTO t USING (SELECT * FROM s) x ON 1=1 WHEN MATCHED THEN UPDATE SET a = 1 | MERGE t SELECT s
          CREATE  TABLE MyTable ( ID NOT NULL IDENTITY(1,1) ) | CREATE TABLE MyTable
          CREATE TABLE IF NOT EXISTS t AS SELECT * FROM u | CREATE TABLE t SELECT u
          CREATE OR REPLACE VIEW v AS SELECT * FROM u | CREATE VIEW v SELECT u
          CREATE UNIQUE INDEX i ON t (c) | CREATE INDEX i
          CREATE PROCEDURE p AS BEGIN UPDATE t SET a = 1; DELETE FROM u; END | CREATE PROCEDURE p
          CREATE USER u IDENTIFIED BY x | CREATE USER u
          ALTER  TABLE MyTable ADD Name varchar(255), DROP COLUMN c | ALTER TABLE MyTable
          DROP TABLE IF EXISTS a, b CASCADE | DROP TABLE a b
          TRUNCATE TABLE a | TRUNCATE TABLE a
          TRUNCATE a | TRUNCATE a
          LOCK TABLE a IN EXCLUSIVE MODE | LOCK TABLE a
          USE `my database` | USE `my database`
          BEGIN | BEGIN
          BEGIN TRANSACTION | BEGIN TRANSACTION
          BEGIN UPDATE t SET a = 1; DELETE FROM u; END; | BEGIN UPDATE t DELETE u
          COMMIT WORK | COMMIT WORK
          ROLLBACK TO SAVEPOINT s | ROLLBACK
          EXPLAIN ANALYZE SELECT * FROM t | EXPLAIN SELECT t
          EXPLAIN (ANALYZE, BUFFERS) DELETE FROM t | EXPLAIN DELETE t
          GRANT SELECT ON users TO admin; SELECT password FROM users | GRANT SELECT users
          SHOW CREATE TABLE users | SHOW
          SET search_path TO x | SET
          VALUES (1, 'a') | VALUES
          call test_proc() | call test_proc
          {call some_stored_procedure} | call some_stored_procedure
          { ? = CALL s.p(?, ?) } | CALL s.p
          EXECUTE db.my_procedure @param=1 | EXECUTE db.my_procedure
          EXEC @rc = p 1 | EXEC p
          EXECUTE IMMEDIATE 'DROP TABLE x' | EXECUTE
          call next value for hibernate_sequence | call hibernate_sequence
          ; ; SELECT * FROM t1; ; SELECT * FROM t2; ; | SELECT t1 SELECT t2
          """)
  void summary_statement_listsOperationsAndTargets(String sql, String summary) {
    assertThat(SqlStatement.of(sql).summary()).isEqualTo(summary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ";",
        " ; ;",
        "/* only */",
        "-- only",
        "(",
        ")",
        "7",
        "and now for something"
      })
  void summary_noOperation_isNull(String sql) {
    assertThat(SqlStatement.of(sql).summary()).isNull();
  }

  @Test
  void summary_commentsBetween_areNotSeen() {
    assertThat(SqlStatement.of("/* update */ select /*-*/ * from -- x\n t /* , u */").summary())
        .isEqualTo("select t");
  }

  @Test
  void summary_manyTables_isCutBetweenTokens() {
    StringBuilder sql = new StringBuilder("SELECT * FROM t0");
    for (int i = 1; i < 200; i++) {
      sql.append(", table_").append(i);
    }
    SqlStatement statement = SqlStatement.of(sql.toString());

    assertThat(statement.summary()).hasSizeBetween(240, 255).endsWith("table_28");
    assertThat(statement.batchSummary()).hasSizeBetween(240, 255).startsWith("BATCH SELECT t0 ");
    assertThat(statement.summary()).startsWith(statement.batchSummary().substring(6));
  }

  @Test
  void summary_deepNesting_isBounded() {
    String sql = "SELECT (".repeat(5_000) + "1" + ")".repeat(5_000);
    assertThat(SqlStatement.of(sql).summary()).startsWith("SELECT SELECT").hasSizeLessThan(256);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {call p}              |           | p
          {? = call s.p(?, 1)}  |           | s.p
          CALL p(1)             | CALL p(?) | p
          EXEC p 1; EXEC q      | EXEC p ?; EXEC q |
          SELECT 1              | SELECT ?  |
          """)
  void storedProcedure_call_isNamed(String sql, String text, String procedure) {
    SqlStatement statement = SqlStatement.of(sql);
    assertThat(statement.text()).isEqualTo(text);
    assertThat(statement.storedProcedure()).isEqualTo(procedure);
    assertThat(SqlStatement.parameterized("{call p(?)}").text()).isNull();
  }
}
