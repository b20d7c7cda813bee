// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Remembers the text of a prepared statement, and where it will be run. */
public final class ConnectionInstrumentation extends Instrumentation {
  private static final String STRING = "java.lang.String";

  public ConnectionInstrumentation() {
    super(
        "jdbc",
        onType(
                "com.clickhouse.jdbc.ConnectionImpl",
                "com.clickhouse.jdbc.internal.ClickHouseConnectionImpl",
                "com.ibm.db2.jcc.am.Connection",
                "com.microsoft.sqlserver.jdbc.SQLServerConnection",
                "com.mysql.cj.jdbc.ConnectionImpl",
                "com.mysql.jdbc.ConnectionImpl",
                "net.sourceforge.jtds.jdbc.JtdsConnection", // added in 1.3
                "net.sourceforge.jtds.jdbc.ConnectionJDBC2", // removed in 1.3
                "oracle.jdbc.driver.PhysicalConnection",
                "oracle.jdbc.driver.T2CConnection",
                "org.apache.derby.client.am.ClientConnection",
                "org.apache.derby.impl.jdbc.EmbedConnection",
                "org.h2.jdbc.JdbcConnection",
                "org.hsqldb.jdbc.JDBCConnection",
                "org.hsqldb.jdbc.jdbcConnection", // removed in 1.9
                "org.mariadb.jdbc.Connection", // added in 3.0
                "org.mariadb.jdbc.MariaDbConnection", // removed in 3.0
                "org.postgresql.jdbc.PgConnection",
                "org.sqlite.Conn", // removed in 3.8
                "org.sqlite.jdbc3.JDBC3Connection",
                "org.sqlite.jdbc4.JDBC4Connection",
                "ru.yandex.clickhouse.ClickHouseConnectionImpl")
            .orSubtypesOf("java.sql.Connection")
            .orSubtypesOf("com.ibm.db2.jcc.DB2Connection")
            .orSubtypesOf("com.amazon.redshift.core.BaseConnection")
            .orSubtypesOf("org.firebirdsql.jdbc.FirebirdConnection")
            .except(JdbcWrappers.prefixes())
            .exceptLibraries());
    advise(method("prepareStatement").takes(STRING), "PrepareAdvice");
    advise(method("prepareStatement").takes(STRING, "int"), "PrepareAdvice");
    advise(method("prepareStatement").takes(STRING, "int[]"), "PrepareAdvice");
    advise(method("prepareStatement").takes(STRING, STRING + "[]"), "PrepareAdvice");
    advise(method("prepareStatement").takes(STRING, "int", "int"), "PrepareAdvice");
    advise(method("prepareStatement").takes(STRING, "int", "int", "int"), "PrepareAdvice");
    advise(method("prepareCall").takes(STRING), "PrepareCallAdvice");
    advise(method("prepareCall").takes(STRING, "int", "int"), "PrepareCallAdvice");
    advise(method("prepareCall").takes(STRING, "int", "int", "int"), "PrepareCallAdvice");
    advise(method("createStatement").takes(), "CreateAdvice");
    advise(method("createStatement").takes("int", "int"), "CreateAdvice");
    advise(method("createStatement").takes("int", "int", "int"), "CreateAdvice");
    advise(method("isValid").takes("int"), "IsValidAdvice");
  }

  /** Remembers the statement. */
  public static final class PrepareAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Object connection,
        @Advice.Argument(0) @Nullable String sql,
        @Advice.Return @Nullable Object statement) {
      JdbcStatements.prepared(connection, sql, statement);
    }
  }

  /** The same for a call, of which a driver may first ask what its parameters are. */
  public static final class PrepareCallAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Object onEnter() {
      return JdbcConnections.hide();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object hidden,
        @Advice.This Object connection,
        @Advice.Argument(0) @Nullable String sql,
        @Advice.Return @Nullable Object statement) {
      if (hidden != null) {
        JdbcConnections.show(hidden);
      }
      JdbcStatements.prepared(connection, sql, statement);
    }
  }

  /** Sees to it that the connection is known when the statement asks for it. */
  public static final class CreateAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Object connection, @Advice.Return @Nullable Object statement) {
      JdbcStatements.created(connection, statement);
    }
  }

  /** A driver may test a connection by a statement, which is no call of the application. */
  public static final class IsValidAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Object onEnter() {
      return JdbcConnections.hide();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object hidden) {
      if (hidden != null) {
        JdbcConnections.show(hidden);
      }
    }
  }
}
