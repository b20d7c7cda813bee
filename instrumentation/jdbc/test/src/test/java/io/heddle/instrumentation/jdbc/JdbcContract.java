// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import static io.heddle.instrumentation.jdbc.Database.assertCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heddle.testing.MetricRecord;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.Traces;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What holds of every driver and every pool. */
abstract class JdbcContract extends BatchContract {
  private static final String SELECT = "select name from heddle_item where id = ?";
  private static final Duration SILENCE = Duration.ofMillis(200);

  @Test
  void executeQuery_plain_isOneSpanWithMaskedText(Traces traces) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select name from heddle_item where id = 1")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("one");
      assertThat(rows.next()).isFalse();
    }
    assertCalls(traces, database().call("select heddle_item", SELECT));
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void executeUpdate_plain_isOneSpan(Traces traces) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("update heddle_item set name = 'x' where id = 1"))
          .isEqualTo(1);
    }
    assertCalls(
        traces,
        database().call("update heddle_item", "update heddle_item set name = ? where id = ?"));
  }

  @Test
  void execute_plain_isOneSpan(Traces traces) throws SQLException {
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      assertThat(statement.execute("select name from heddle_item where id = 1")).isTrue();
      assertThat(statement.execute("delete from heddle_item")).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(1);
    }
    assertCalls(
        traces,
        database().call("select heddle_item", SELECT),
        database().call("delete heddle_item", "delete from heddle_item"));
  }

  @Test
  void executeUpdate_generatedKeys_isOneSpan(Traces traces) throws SQLException {
    String sql = "insert into heddle_item values (7, 'k')";
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS)).isEqualTo(1);
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertThat(keys).isNotNull();
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
      set(statement, 8);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
    assertCalls(
        traces,
        database().call("insert heddle_item", INSERT),
        database().call("insert heddle_item", INSERT));
  }

  @Test
  void executeLargeUpdate_plainAndPrepared_areSpans(Traces traces) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeLargeUpdate("insert into heddle_item values (2, 'b')"))
          .isEqualTo(1);
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      set(statement, 3);
      assertThat(statement.executeLargeUpdate()).isEqualTo(1);
    }
    assertCalls(
        traces,
        database().call("insert heddle_item", INSERT),
        database().call("insert heddle_item", INSERT));
  }

  @Test
  void prepared_executedTwice_areTwoSpans(Traces traces) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setInt(1, 1);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("name")).isEqualTo("one");
      }
      statement.setInt(1, 2);
      assertThat(statement.execute()).isTrue();
      try (ResultSet rows = statement.getResultSet()) {
        assertThat(rows.next()).isFalse();
      }
    }
    assertCalls(
        traces,
        database().call("select heddle_item", SELECT),
        database().call("select heddle_item", SELECT));
  }

  @Test
  void prepared_withoutPlaceholders_isMasked(Traces traces) throws SQLException {
    String sql = "update heddle_item set name = 'secret'";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
    assertCalls(traces, database().call("update heddle_item", "update heddle_item set name = ?"));
  }

  @Test
  void prepared_withoutExecution_makesNoSpan(Traces traces) throws SQLException {
    connection.prepareStatement(SELECT).close();
    connection.createStatement().close();
    traces.assertNoMoreSpans(SILENCE);
    assertThat(traces.spans()).isEmpty();
  }

  @Test
  void prepareCall_executed_namesTheProcedure(Traces traces) throws SQLException {
    if (call().isEmpty()) {
      assertThatThrownBy(() -> connection.prepareCall("{call p}")).isInstanceOf(SQLException.class);
      traces.assertNoMoreSpans(SILENCE);
      assertThat(traces.spans()).isEmpty();
      return;
    }
    try (CallableStatement statement = connection.prepareCall(call())) {
      statement.execute();
    }
    assertCalls(
        traces,
        database().call("call " + procedure(), "", "db.stored_procedure.name", procedure()));
  }

  @Test
  void executeQuery_missingTable_hasCodeAndException(Traces traces) throws SQLException {
    String sql = "select a from heddle_nowhere";
    SQLException failure;
    try (Statement statement = connection.createStatement()) {
      failure = catchThrowableOfType(SQLException.class, () -> statement.executeQuery(sql));
    }
    assertCalls(
        traces,
        database().failed("select heddle_nowhere", sql, database().missingTable(), failure));
  }

  @Test
  void executeUpdate_duplicateKey_hasCodeAndException(Traces traces) throws SQLException {
    SQLException failure;
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      set(statement, 1);
      failure = catchThrowableOfType(SQLException.class, statement::executeUpdate);
    }
    assertCalls(
        traces, database().failed("insert heddle_item", INSERT, database().duplicate(), failure));
  }

  @Test
  void execute_closedStatement_failsAsWithoutAgent(Traces traces) throws SQLException {
    PreparedStatement closed = connection.prepareStatement(SELECT);
    closed.close();
    assertThatThrownBy(closed::execute).isInstanceOf(SQLException.class);
    assertThat(closed.isClosed()).isTrue();
    assertThat(count()).isEqualTo(1);
    List<SpanRecord> spans = traces.awaitSpans(1);
    while (spans.stream().noneMatch(span -> span.name().equals("select heddle_item"))) {
      spans = traces.awaitSpans(spans.size() + 1);
    }
    // A pool refuses by itself, a driver is called.
    assertThat(spans).hasSizeBetween(1, 2);
    assertThat(spans)
        .allSatisfy(
            span ->
                assertThat(span.attributes()).containsEntry("db.system.name", database().system()));
  }

  @Test
  void transaction_commitAndRollback_makeNoSpans(Traces traces) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      set(statement, 2);
      statement.executeUpdate();
      connection.commit();
      set(statement, 3);
      statement.executeUpdate();
      connection.rollback();
    }
    connection.setAutoCommit(true);
    assertThat(count()).isEqualTo(2);
    assertCalls(
        traces,
        database().call("insert heddle_item", INSERT),
        database().call("insert heddle_item", INSERT),
        database().call("select heddle_item", "select count(*) from heddle_item"));
  }

  @Test
  void connection_tested_makesNoSpan(Traces traces) throws SQLException {
    assertThat(connection.isValid(5)).isTrue();
    assertThat(connection.isClosed()).isFalse();
    traces.assertNoMoreSpans(SILENCE);
    assertThat(traces.spans()).isEmpty();
  }

  @Test
  void threads_manyQueries_eachHasItsSpan(Traces traces) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> results = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      results.add(threads.submit(() -> queryOften(50)));
    }
    for (Future<Integer> result : results) {
      assertThat(result.get()).isEqualTo(50);
    }
    threads.shutdown();
    assertThat(traces.awaitSpans(200)).hasSize(200);
    assertThat(traces.awaitTraces(200))
        .allSatisfy(
            trace ->
                io.heddle.testing.TraceAssert.assertThat(trace)
                    .hasSpans(database().call("select heddle_item", SELECT)));
  }

  @Test
  void metric_duration_hasTheSpansAttributes(Traces traces) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select id, name from heddle_item").close();
    }
    MetricRecord metric = traces.awaitMetric("db.client.operation.duration");
    Map<String, Object> attributes = database().attributes();
    attributes.put("db.query.summary", "select heddle_item");
    assertThat(metric.unit()).isEqualTo("s");
    assertThat(metric.type()).isEqualTo(MetricRecord.Type.HISTOGRAM);
    assertThat(metric.points())
        .anySatisfy(
            point -> {
              assertThat(point.attributes()).isEqualTo(attributes);
              assertThat(point.count()).isPositive();
              assertThat(point.sum()).isPositive();
              assertThat(point.bounds())
                  .containsExactly(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);
            });
  }

  private int queryOften(int times) throws Exception {
    int found = 0;
    try (Connection own = open();
        PreparedStatement statement = own.prepareStatement(SELECT)) {
      for (int i = 0; i < times; i++) {
        statement.setInt(1, 1);
        try (ResultSet rows = statement.executeQuery()) {
          found += rows.next() && rows.getString(1).equals("one") ? 1 : 0;
        }
      }
    }
    return found;
  }
}
