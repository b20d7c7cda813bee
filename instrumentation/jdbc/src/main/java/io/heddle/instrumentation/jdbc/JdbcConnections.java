// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.db.DbAddress;
import io.heddle.instrumentation.api.db.DbCall;
import io.heddle.instrumentation.api.db.JdbcUrl;
import io.opentelemetry.context.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where connections lead: known from their connect, or else asked once of the driver. */
final class JdbcConnections {
  private static final WeakIdentityMap<Object, DbAddress> ADDRESSES = new WeakIdentityMap<>();

  /** How the URL of a connection inside of the database begins; it names no database. */
  private static final String NESTED = "jdbc:default:";

  private JdbcConnections() {}

  /** Hides what a driver does by itself, until it is shown again. */
  static Object hide() {
    return DbCall.hide();
  }

  static void show(Object hidden) {
    ((Scope) hidden).close();
  }

  /** A driver has connected, or has not; the innermost driver knows best where to. */
  static void connected(
      @Nullable String url, @Nullable Properties info, @Nullable Object connection) {
    if (connection != null
        && url != null
        && !url.startsWith(NESTED)
        && ADDRESSES.get(connection) == null) {
      ADDRESSES.put(connection, JdbcUrl.parse(url, info));
    }
  }

  /**
   * Where a connection leads. Only for advice on the connection's own methods: it may ask the
   * driver, which then takes no lock that it would not take there itself.
   */
  static DbAddress address(Object connection) {
    DbAddress known = ADDRESSES.get(connection);
    if (known == null) {
      known = ask(connection);
      ADDRESSES.put(connection, known);
    }
    return known;
  }

  /** The same without asking. */
  static DbAddress knownAddress(Object connection) {
    DbAddress known = ADDRESSES.get(connection);
    return known != null ? known : bySystem(connection);
  }

  /** What the class of a driver's object tells: the system. */
  static DbAddress bySystem(Object object) {
    return DbAddress.ofSystem(JdbcDrivers.subprotocol(object.getClass().getName()));
  }

  private static DbAddress ask(Object connection) {
    if (JdbcDrivers.knowsUrl(connection.getClass().getName())) {
      try {
        String url = ((Connection) connection).getMetaData().getURL();
        if (url != null && url.startsWith("jdbc:")) {
          return JdbcUrl.parse(url, null);
        }
      } catch (SQLException | RuntimeException | LinkageError e) {
        // The class tells less.
      }
    }
    return bySystem(connection);
  }
}
