// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * {@code db.response.status_code} of what a driver threw, by the conventions for each database: the
 * vendor's number, {@code ORA-01017} or the SQLSTATE.
 */
final class JdbcErrors {
  private static final int MAX_CAUSES = 8;
  private static final int MAX_STATE = 16;
  private static final int ORACLE_DIGITS = 5;

  /** The SQLSTATE class that old drivers put where they know no other. */
  private static final String SUCCESS = "00";

  private JdbcErrors() {}

  /** The code, or null if the database said none. */
  static @Nullable String code(String system, Throwable failure) {
    SQLException exception = find(failure);
    if (exception == null) {
      return null;
    }
    int number = exception.getErrorCode();
    switch (system) {
      case "mysql":
      case "mariadb":
      case "singlestore":
      case "oceanbase":
      case "microsoft.sql_server":
      case "clickhouse":
      case "sqlite":
        return number <= 0 ? null : Integer.toString(number);
      case "oracle.db":
        return number <= 0 ? null : oracle(number);
      default:
        String state = exception.getSQLState();
        if (state != null
            && !state.isEmpty()
            && !state.startsWith(SUCCESS)
            && state.length() <= MAX_STATE) {
          return state;
        }
        return number == 0 ? null : Integer.toString(number);
    }
  }

  /** The first exception of JDBC among the causes; for a batch, what made it fail. */
  private static @Nullable SQLException find(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof SQLException) {
        SQLException exception = (SQLException) cause;
        SQLException next = exception.getNextException();
        boolean told = next != null && (next.getSQLState() != null || next.getErrorCode() != 0);
        return told && exception instanceof BatchUpdateException ? next : exception;
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static String oracle(int number) {
    String digits = Integer.toString(number);
    StringBuilder code = new StringBuilder("ORA-");
    for (int i = digits.length(); i < ORACLE_DIGITS; i++) {
      code.append('0');
    }
    return code.append(digits).toString();
  }
}
