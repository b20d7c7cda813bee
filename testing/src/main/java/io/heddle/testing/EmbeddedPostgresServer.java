// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** PostgreSQL from Maven Central; it ends with this JVM. */
final class EmbeddedPostgresServer {
  private EmbeddedPostgresServer() {}

  static DatabaseServer start() throws IOException, SQLException {
    EmbeddedPostgres server = EmbeddedPostgres.start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE test");
    }
    int port = server.getPort();
    return new DatabaseServer(
        "jdbc:postgresql://127.0.0.1:" + port + "/test", "127.0.0.1", port, "postgres", "");
  }
}
