// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import static io.heddle.testing.TraceAssert.any;

import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.TraceAssert;
import io.heddle.testing.Traces;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A database and what is expected of its spans.
 *
 * @param system {@code db.system.name}
 * @param namespace {@code db.namespace}
 * @param address {@code server.address}, empty for none
 * @param missingTable status code of a statement on a table that does not exist
 * @param duplicate status code of an insert that violates the primary key
 */
record Database(
    String system, String namespace, String address, String missingTable, String duplicate) {

  static Database postgres() {
    return new Database("postgresql", "test", "127.0.0.1", "42P01", "23505");
  }

  static Database mariadb(String system) {
    return new Database(system, "test", "127.0.0.1", "1146", "1062");
  }

  static Database h2() {
    return new Database("h2database", "test", "", "42S02", "23505");
  }

  /** Attributes that are on spans and on metrics. */
  Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("db.system.name", system);
    attributes.put("db.namespace", namespace);
    if (!address.isEmpty()) {
      attributes.put("server.address", address);
    }
    return attributes;
  }

  /**
   * A span without an error.
   *
   * @param text {@code db.query.text}, empty for none
   * @param more further attributes, keys and values in turn
   */
  Consumer<SpanAssert> call(String summary, String text, Object... more) {
    Map<String, Object> attributes = attributes(summary, text, more);
    return span ->
        client(span, summary)
            .hasStatus(SpanRecord.Status.UNSET)
            .hasNoEvents()
            .hasAttributesExactly(attributes);
  }

  /** A span of a call that failed. */
  Consumer<SpanAssert> failed(
      String summary, String text, String code, Throwable failure, Object... more) {
    Map<String, Object> attributes = attributes(summary, text, more);
    attributes.put("db.response.status_code", code);
    attributes.put("error.type", code);
    return span ->
        client(span, summary)
            .hasStatus(SpanRecord.Status.ERROR)
            .hasStatusMessage("")
            .hasException(failure.getClass().getName(), any())
            .hasAttributesExactly(attributes);
  }

  private static SpanAssert client(SpanAssert span, String name) {
    return span.hasName(name)
        .hasKind(SpanRecord.Kind.CLIENT)
        .hasNoParent()
        .hasScope("io.heddle.jdbc");
  }

  private Map<String, Object> attributes(String summary, String text, Object... more) {
    Map<String, Object> attributes = attributes();
    attributes.put("db.query.summary", summary);
    if (!text.isEmpty()) {
      attributes.put("db.query.text", text);
    }
    for (int i = 0; i < more.length; i += 2) {
      attributes.put((String) more[i], more[i + 1]);
    }
    return attributes;
  }

  /** Waits for exactly these spans, each of which is a trace. */
  @SafeVarargs
  static void assertCalls(Traces traces, Consumer<SpanAssert>... calls) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Consumer<TraceAssert>[] assertions = new Consumer[calls.length];
    for (int i = 0; i < calls.length; i++) {
      Consumer<SpanAssert> call = calls[i];
      assertions[i] = trace -> trace.hasSpans(call);
    }
    traces.assertTraces(assertions);
  }

  /** Makes an empty table, and whatever a contract's callable statement needs. */
  static void prepare(Connection connection, String... more) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try {
        statement.execute("drop table heddle_item");
      } catch (SQLException e) {
        // The first test of all.
      }
      statement.execute("create table heddle_item (id int primary key, name varchar(40))");
      statement.execute("insert into heddle_item values (1, 'one')");
      for (String sql : more) {
        statement.execute(sql);
      }
    }
  }
}
