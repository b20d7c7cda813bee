// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.instrumentation.api.Instrumentation;
import java.util.Properties;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Remembers where a new connection leads. */
public final class DriverInstrumentation extends Instrumentation {
  private static final String STRING = "java.lang.String";
  private static final String PROPERTIES = "java.util.Properties";

  public DriverInstrumentation() {
    super(
        "jdbc",
        onType(
                "com.clickhouse.jdbc.ClickHouseDriver",
                "com.clickhouse.jdbc.Driver",
                "com.clickhouse.jdbc.DriverV1",
                "com.ibm.db2.jcc.DB2Driver",
                "com.microsoft.sqlserver.jdbc.SQLServerDriver",
                "com.mysql.cj.jdbc.NonRegisteringDriver",
                "com.mysql.jdbc.NonRegisteringDriver",
                "net.sourceforge.jtds.jdbc.Driver",
                "oracle.jdbc.driver.OracleDriver",
                "org.apache.derby.client.ClientAutoloadedDriver",
                "org.apache.derby.iapi.jdbc.AutoloadedDriver",
                "org.apache.derby.iapi.jdbc.InternalDriver",
                "org.apache.derby.jdbc.AutoloadedDriver",
                "org.apache.derby.jdbc.ClientDriver",
                "org.apache.derby.jdbc.EmbeddedDriver",
                "org.apache.derby.jdbc.InternalDriver",
                "org.h2.Driver",
                "org.hsqldb.jdbc.JDBCDriver",
                "org.hsqldb.jdbcDriver",
                "org.mariadb.jdbc.Driver",
                "org.postgresql.Driver",
                "org.sqlite.JDBC")
            .orSubtypesOf("java.sql.Driver")
            .except(JdbcWrappers.prefixes())
            .exceptLibraries());
    advise(method("connect").takes(STRING, PROPERTIES), "ConnectAdvice");
    // Also the way of these drivers' data sources: Derby's, HSQLDB's and SQLite's.
    advise(method("connect").takes(STRING, PROPERTIES, "int"), "ConnectAdvice");
    advise(method("getConnection").takes(STRING, PROPERTIES), "ConnectAdvice");
    advise(method("createConnection").takes(STRING, PROPERTIES), "ConnectAdvice");
  }

  /** Reads the URL; what a driver executes while it connects is no call of the application. */
  public static final class ConnectAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Object onEnter() {
      return JdbcConnections.hide();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object hidden,
        @Advice.Argument(0) @Nullable String url,
        @Advice.Argument(1) @Nullable Properties info,
        @Advice.Return @Nullable Object connection) {
      JdbcConnections.connected(url, info, connection);
      if (hidden != null) {
        JdbcConnections.show(hidden);
      }
    }
  }
}
