// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Makes the span of each execution. */
public final class StatementInstrumentation extends Instrumentation {
  private static final String STRING = "java.lang.String";

  public StatementInstrumentation() {
    super(
        "jdbc",
        onType(
                "com.clickhouse.jdbc.PreparedStatementImpl",
                "com.clickhouse.jdbc.StatementImpl",
                "com.clickhouse.jdbc.WriterStatementImpl",
                "com.clickhouse.jdbc.internal.AbstractPreparedStatement",
                "com.clickhouse.jdbc.internal.ClickHouseStatementImpl",
                "com.clickhouse.jdbc.internal.InputBasedPreparedStatement",
                "com.clickhouse.jdbc.internal.SqlBasedPreparedStatement",
                "com.clickhouse.jdbc.internal.StreamBasedPreparedStatement",
                "com.clickhouse.jdbc.internal.TableBasedPreparedStatement",
                "com.microsoft.sqlserver.jdbc.SQLServerPreparedStatement",
                "com.microsoft.sqlserver.jdbc.SQLServerStatement",
                "com.mysql.cj.jdbc.CallableStatement",
                "com.mysql.cj.jdbc.ClientPreparedStatement",
                "com.mysql.cj.jdbc.ServerPreparedStatement",
                "com.mysql.cj.jdbc.StatementImpl",
                "com.mysql.jdbc.CallableStatement",
                "com.mysql.jdbc.PreparedStatement",
                "com.mysql.jdbc.ServerPreparedStatement",
                "com.mysql.jdbc.StatementImpl",
                "net.sourceforge.jtds.jdbc.JtdsPreparedStatement",
                "net.sourceforge.jtds.jdbc.JtdsStatement",
                "oracle.jdbc.driver.OracleCallableStatement",
                "oracle.jdbc.driver.OracleCallableStatementWrapper",
                "oracle.jdbc.driver.OraclePreparedStatement",
                "oracle.jdbc.driver.OraclePreparedStatementWrapper",
                "oracle.jdbc.driver.OracleStatement",
                "oracle.jdbc.driver.OracleStatementWrapper",
                "oracle.jdbc.driver.T2CPreparedStatement",
                "oracle.jdbc.driver.T4CDirectPathPreparedStatement",
                "oracle.jdbc.driver.T4CPreparedStatement",
                "org.apache.derby.client.am.ClientPreparedStatement",
                "org.apache.derby.client.am.ClientStatement",
                "org.apache.derby.impl.jdbc.EmbedCallableStatement",
                "org.apache.derby.impl.jdbc.EmbedPreparedStatement",
                "org.apache.derby.impl.jdbc.EmbedStatement",
                "org.h2.jdbc.JdbcCallableStatement",
                "org.h2.jdbc.JdbcPreparedStatement",
                "org.h2.jdbc.JdbcStatement",
                "org.hsqldb.jdbc.JDBCCallableStatement",
                "org.hsqldb.jdbc.JDBCPreparedStatement",
                "org.hsqldb.jdbc.JDBCStatement",
                "org.hsqldb.jdbc.jdbcPreparedStatement", // removed in 1.9
                "org.hsqldb.jdbc.jdbcStatement", // removed in 1.9
                "org.mariadb.jdbc.BasePrepareStatement", // removed in 3.0
                "org.mariadb.jdbc.BasePreparedStatement", // added in 3.0
                "org.mariadb.jdbc.ClientPreparedStatement", // added in 3.0
                "org.mariadb.jdbc.ClientSidePreparedStatement", // removed in 3.0
                "org.mariadb.jdbc.MariaDbFunctionStatement", // removed in 3.0
                "org.mariadb.jdbc.MariaDbProcedureStatement", // removed in 3.0
                "org.mariadb.jdbc.MariaDbStatement", // removed in 3.0
                "org.mariadb.jdbc.ServerPreparedStatement", // added in 3.0
                "org.mariadb.jdbc.ServerSidePreparedStatement", // removed in 3.0
                "org.mariadb.jdbc.Statement", // added in 3.0
                "org.postgresql.jdbc.PgCallableStatement",
                "org.postgresql.jdbc.PgPreparedStatement",
                "org.postgresql.jdbc.PgStatement",
                "org.sqlite.PrepStmt", // removed in 3.8
                "org.sqlite.Stmt", // removed in 3.8
                "org.sqlite.core.CorePreparedStatement",
                // Holds the methods of java.sql.Statement, which only its subclass names.
                "org.sqlite.jdbc3.JDBC3Statement",
                "org.sqlite.jdbc3.JDBC3PreparedStatement",
                "org.sqlite.jdbc4.JDBC4Statement",
                "ru.yandex.clickhouse.ClickHousePreparedStatementImpl",
                "ru.yandex.clickhouse.ClickHouseStatementImpl")
            .orSubtypesOf("java.sql.Statement")
            .orSubtypesOf("java.sql.PreparedStatement")
            .orSubtypesOf("java.sql.CallableStatement")
            // What implements them has names that change with each release.
            .orSubtypesOf("com.ibm.db2.jcc.DB2Statement")
            .orSubtypesOf("com.ibm.db2.jcc.DB2PreparedStatement")
            .orSubtypesOf("com.ibm.db2.jcc.DB2CallableStatement")
            // Named by their implementations in place of those of java.sql.
            .orSubtypesOf("org.firebirdsql.jdbc.FirebirdStatement")
            .orSubtypesOf("org.firebirdsql.jdbc.FirebirdPreparedStatement")
            .orSubtypesOf("org.firebirdsql.jdbc.FirebirdCallableStatement")
            .except(JdbcWrappers.prefixes())
            .exceptLibraries());
    String[] executions = {"execute", "executeQuery", "executeUpdate", "executeLargeUpdate"};
    for (String execution : executions) {
      advise(method(execution).takes(), "ExecutePreparedAdvice");
      advise(method(execution).takes(STRING), "ExecuteAdvice");
      advise(method(execution).takes(STRING, "int"), "ExecuteAdvice");
      advise(method(execution).takes(STRING, "int[]"), "ExecuteAdvice");
      advise(method(execution).takes(STRING, STRING + "[]"), "ExecuteAdvice");
    }
    advise(method("executeBatch").takes(), "ExecuteBatchAdvice");
    advise(method("executeLargeBatch").takes(), "ExecuteBatchAdvice");
    advise(method("addBatch").takes(STRING), "AddBatchAdvice");
    advise(method("addBatch").takes(), "AddPreparedBatchAdvice");
    advise(method("clearBatch").takes(), "ClearBatchAdvice");
    advise(method("close").takes(), "CloseAdvice");
  }

  /** One call with a text. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This Object statement, @Advice.Argument(0) @Nullable String sql) {
      return JdbcStatements.start(statement, sql);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object call, @Advice.Thrown @Nullable Throwable thrown) {
      if (call != null) {
        JdbcStatements.end(call, thrown);
      }
    }
  }

  /** One call of a prepared statement. */
  public static final class ExecutePreparedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object statement) {
      return JdbcStatements.startPrepared(statement);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object call, @Advice.Thrown @Nullable Throwable thrown) {
      if (call != null) {
        JdbcStatements.end(call, thrown);
      }
    }
  }

  /** One call for all that was added. */
  public static final class ExecuteBatchAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object statement) {
      return JdbcStatements.startBatch(statement);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object call, @Advice.Thrown @Nullable Throwable thrown) {
      if (call != null) {
        JdbcStatements.end(call, thrown);
      }
    }
  }

  /** Counts by the number before, since an override may call the overridden method. */
  public static final class AddBatchAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static int onEnter(@Advice.This Object statement) {
      return JdbcStatements.batchSize(statement);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Object statement,
        @Advice.Enter int before,
        @Advice.Argument(0) @Nullable String sql) {
      JdbcStatements.added(statement, before, sql);
    }
  }

  /** The same for one more set of parameters. */
  public static final class AddPreparedBatchAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static int onEnter(@Advice.This Object statement) {
      return JdbcStatements.batchSize(statement);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object statement, @Advice.Enter int before) {
      JdbcStatements.added(statement, before, null);
    }
  }

  /** Forgets what was added. */
  public static final class ClearBatchAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object statement) {
      JdbcStatements.cleared(statement);
    }
  }

  /** Forgets the statement; a driver that caches it gives it out again by preparing it. */
  public static final class CloseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object statement) {
      JdbcStatements.closed(statement);
    }
  }
}
