// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ServersTest {
  @Test
  void postgres_found_answersQueries() throws SQLException {
    assertAnswers(Servers.postgres());
  }

  @Test
  void mariadb_found_answersQueries() throws SQLException {
    assertAnswers(Servers.mariadb());
  }

  @Test
  void postgres_embedded_answersQueries() throws Exception {
    assertAnswers(EmbeddedPostgresServer.start());
  }

  @Test
  void mariadb_embedded_answersQueries() throws Exception {
    assertAnswers(EmbeddedMariaDbServer.start());
  }

  private static void assertAnswers(DatabaseServer server) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT 40 + 2")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getInt(1)).isEqualTo(42);
      assertThat(connection.getCatalog()).isEqualTo("test");
    }
  }
}
