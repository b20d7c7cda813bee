// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class JdbcErrorsTest {
  @Test
  void code_vendorSystems_isTheNumber() {
    SQLException failure = new SQLException("no", "42S02", 1146);
    assertThat(JdbcErrors.code("mysql", failure)).isEqualTo("1146");
    assertThat(JdbcErrors.code("mariadb", failure)).isEqualTo("1146");
    assertThat(JdbcErrors.code("microsoft.sql_server", failure)).isEqualTo("1146");
  }

  @Test
  void code_vendorSystemsWithoutNumber_isNone() {
    assertThat(JdbcErrors.code("mysql", new SQLException("no", "08S01", 0))).isNull();
    assertThat(JdbcErrors.code("mariadb", new SQLException("no", "08000", -1))).isNull();
  }

  @Test
  void code_oracle_isPadded() {
    assertThat(JdbcErrors.code("oracle.db", new SQLException("no", "42000", 942)))
        .isEqualTo("ORA-00942");
    assertThat(JdbcErrors.code("oracle.db", new SQLException("no", "08003", 17008)))
        .isEqualTo("ORA-17008");
  }

  @Test
  void code_standard_isTheStateElseTheNumber() {
    assertThat(JdbcErrors.code("postgresql", new SQLException("no", "23505", 0)))
        .isEqualTo("23505");
    assertThat(JdbcErrors.code("h2database", new SQLException("no", null, 7))).isEqualTo("7");
    assertThat(JdbcErrors.code("hsqldb", new SQLException("no", "00000", 0))).isNull();
  }

  @Test
  void code_wrapped_isThatOfTheFirstSqlException() {
    SQLException cause = new SQLException("no", "23505", 1);
    assertThat(JdbcErrors.code("derby", new IllegalStateException(new RuntimeException(cause))))
        .isEqualTo("23505");
    assertThat(JdbcErrors.code("derby", new IllegalStateException())).isNull();
  }

  @Test
  void code_batch_isThatOfTheNextException() {
    BatchUpdateException batch = new BatchUpdateException("batch", "XJ208", 20000, new int[0]);
    assertThat(JdbcErrors.code("derby", batch)).isEqualTo("XJ208");
    batch.setNextException(new SQLException("no", "23505", 1));
    assertThat(JdbcErrors.code("derby", batch)).isEqualTo("23505");
  }

  @Test
  void code_causesInACircle_ends() {
    RuntimeException first = new RuntimeException();
    first.initCause(new RuntimeException(first));
    assertThat(JdbcErrors.code("derby", first)).isNull();
  }
}
