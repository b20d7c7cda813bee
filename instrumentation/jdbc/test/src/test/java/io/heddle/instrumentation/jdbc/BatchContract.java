// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import static io.heddle.instrumentation.jdbc.Database.assertCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heddle.testing.Traces;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of batches, with every driver and every pool. */
abstract class BatchContract {
  static final String INSERT = "insert into heddle_item values (?, ?)";

  Connection connection;

  abstract Connection open() throws Exception;

  abstract Database database();

  /** What makes {@link #call} possible; each is run before every test. */
  String[] callSetup() {
    return new String[0];
  }

  /** A statement for {@code prepareCall} without out parameters; empty if there are none. */
  String call() {
    return "{call heddle_p(1)}";
  }

  String procedure() {
    return "heddle_p";
  }

  @BeforeEach
  void prepare(Traces traces) throws Exception {
    connection = open();
    Database.prepare(connection, callSetup());
    traces.clear();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void executeBatch_sameText_hasItAndTheSize(Traces traces) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("insert into heddle_item values (2, 'b')");
      statement.addBatch("insert into heddle_item values (3, 'c')");
      assertThat(statement.executeBatch()).containsExactly(1, 1);
    }
    assertCalls(
        traces, database().call("BATCH insert heddle_item", INSERT, "db.operation.batch.size", 2));
  }

  @Test
  void executeBatch_differentTexts_joinsThem(Traces traces) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("insert into heddle_item values (2, 'b')");
      statement.addBatch("delete from heddle_item where id = 2");
      assertThat(statement.executeBatch()).containsExactly(1, 1);
    }
    assertCalls(
        traces,
        database()
            .call(
                "BATCH",
                INSERT + "; delete from heddle_item where id = ?",
                "db.operation.batch.size",
                2));
  }

  @Test
  void executeBatch_ofOneAfterClear_isPlain(Traces traces) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("delete from heddle_item");
      statement.clearBatch();
      statement.addBatch("insert into heddle_item values (2, 'b')");
      assertThat(statement.executeBatch()).containsExactly(1);
    }
    assertCalls(traces, database().call("insert heddle_item", INSERT));
  }

  @Test
  void executeBatch_empty_hasSizeZero(Traces traces) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeBatch()).isEmpty();
    }
    assertCalls(traces, database().call("BATCH", "", "db.operation.batch.size", 0));
  }

  @Test
  void executeBatch_prepared_countsEachTime(Traces traces) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (int id = 10; id < 13; id++) {
        set(statement, id);
        statement.addBatch();
      }
      assertThat(statement.executeBatch()).hasSize(3);
      set(statement, 20);
      statement.addBatch();
      assertThat(statement.executeLargeBatch()).hasSize(1);
    }
    assertThat(count()).isEqualTo(5);
    assertCalls(
        traces,
        database().call("BATCH insert heddle_item", INSERT, "db.operation.batch.size", 3),
        database().call("insert heddle_item", INSERT),
        database().call("select heddle_item", "select count(*) from heddle_item"));
  }

  @Test
  void executeBatch_failing_hasTheCode(Traces traces) throws SQLException {
    SQLException failure;
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      set(statement, 2);
      statement.addBatch();
      set(statement, 1);
      statement.addBatch();
      failure = catchThrowableOfType(SQLException.class, statement::executeBatch);
    }
    assertCalls(
        traces,
        database()
            .failed(
                "BATCH insert heddle_item",
                INSERT,
                database().duplicate(),
                failure,
                "db.operation.batch.size",
                2));
  }

  int count() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from heddle_item")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  static void set(PreparedStatement statement, int id) throws SQLException {
    statement.setInt(1, id);
    statement.setString(2, "n" + id);
  }
}
