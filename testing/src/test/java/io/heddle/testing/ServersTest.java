// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "true, 'Nosuch is not reachable on 127.0.0.1:1, which CI=true requires'",
    "false, 'Nosuch is not reachable on 127.0.0.1:1; tests use an embedded one on port 2'"
  })
  void embedded_underCi_isRefused(String ci, String told) {
    JvmProcess process =
        Jvm.current().command().env("CI", ci).main(Unreachable.class.getName()).run();

    assertThat(process.stderr()).contains(told);
    assertThat(process.exitStatus()).isEqualTo(ci.equals("true") ? 1 : 0);
  }

  static final class Unreachable {
    private Unreachable() {}

    public static void main(String[] args) {
      Servers.embedded("Nosuch", 1, () -> new DatabaseServer("", "127.0.0.1", 2, "", ""));
    }
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
