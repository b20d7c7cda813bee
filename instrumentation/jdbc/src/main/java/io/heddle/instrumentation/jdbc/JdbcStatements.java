// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.db.DbAddress;
import io.heddle.instrumentation.api.db.DbCall;
import io.heddle.instrumentation.api.db.SqlStatement;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What statements are, and the calls that they make. */
final class JdbcStatements {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("jdbc");
  private static final WeakIdentityMap<Object, StatementState> STATES = new WeakIdentityMap<>();

  private JdbcStatements() {}

  /** Remembers a prepared statement. */
  static void prepared(Object connection, @Nullable String sql, @Nullable Object statement) {
    // What a driver prepares for itself, such as a rewritten batch, may be a text of any size.
    if (sql == null || statement == null || DbCall.isInside(SCOPE)) {
      return;
    }
    DbAddress address = JdbcConnections.address(connection);
    SqlStatement parsed = SqlStatement.parameterized(sql, address.dialect());
    StatementState known = STATES.get(statement);
    if (known == null || known.prepared != parsed) {
      STATES.put(statement, new StatementState(address, parsed));
    }
  }

  /** Looks where a plain statement will run; remembers it if the statement cannot tell. */
  static void created(Object connection, @Nullable Object statement) {
    if (statement == null || DbCall.isInside(SCOPE)) {
      return;
    }
    DbAddress address = JdbcConnections.address(connection);
    if (connectionOf(statement) != connection) {
      STATES.put(statement, new StatementState(address, null));
    }
  }

  /** Begins a call with a text. */
  static @Nullable Object start(Object statement, @Nullable String sql) {
    if (DbCall.isInside(SCOPE)) {
      return null;
    }
    StatementState state = STATES.get(statement);
    DbAddress address = state != null ? state.address : addressOf(statement);
    return DbCall.start(SCOPE, address, SqlStatement.of(sql, address.dialect()), 1);
  }

  /** Begins a call of a prepared statement. */
  static @Nullable Object startPrepared(Object statement) {
    StatementState state = STATES.get(statement);
    return state != null
        ? DbCall.start(SCOPE, state.address, state.prepared, 1)
        : DbCall.start(SCOPE, addressOf(statement), null, 1);
  }

  /** Begins the call that a batch is, and forgets the batch as the driver does. */
  static @Nullable Object startBatch(Object statement) {
    if (DbCall.isInside(SCOPE)) {
      return null;
    }
    StatementState state = STATES.get(statement);
    if (state == null) {
      state = new StatementState(addressOf(statement), null);
    }
    SqlStatement batch = state.batch();
    int size = state.batchSize();
    state.clearBatch();
    return DbCall.start(SCOPE, state.address, batch, size);
  }

  /** Ends a call. */
  static void end(Object started, @Nullable Throwable failure) {
    DbCall call = (DbCall) started;
    call.end(failure, failure == null ? null : JdbcErrors.code(call.systemName(), failure));
  }

  /** How many operations were added to the batch. */
  static int batchSize(Object statement) {
    StatementState state = STATES.get(statement);
    return state == null ? 0 : state.batchSize();
  }

  /** Adds an operation to the batch; {@code sql} is null for a set of parameters. */
  static void added(Object statement, int before, @Nullable String sql) {
    StatementState state = STATES.get(statement);
    if (state == null) {
      state = new StatementState(addressOf(statement), null);
      STATES.put(statement, state);
    }
    state.added(before, sql);
  }

  static void cleared(Object statement) {
    StatementState state = STATES.get(statement);
    if (state != null) {
      state.clearBatch();
    }
  }

  static void closed(Object statement) {
    STATES.remove(statement);
  }

  /** Where a statement runs that is not remembered. */
  private static DbAddress addressOf(Object statement) {
    Object connection = connectionOf(statement);
    return connection == null
        ? JdbcConnections.bySystem(statement)
        : JdbcConnections.knownAddress(connection);
  }

  /** The connection, which every driver keeps in a field; null when the statement is closed. */
  private static @Nullable Object connectionOf(Object statement) {
    try {
      return ((Statement) statement).getConnection();
    } catch (SQLException | RuntimeException | LinkageError e) {
      return null;
    }
  }
}
