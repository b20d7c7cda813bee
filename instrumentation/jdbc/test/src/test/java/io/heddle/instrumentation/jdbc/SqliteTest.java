// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import io.heddle.testing.UnderAgent;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

@UnderAgent
class SqliteTest extends JdbcContract {
  private static final File FILE = file();

  private static File file() {
    try {
      File file = File.createTempFile("heddle", ".db");
      file.deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + FILE + "?busy_timeout=5000");
  }

  @Override
  Database database() {
    return new Database("sqlite", FILE.getPath(), "", "1", "19");
  }

  @Override
  String call() {
    return "";
  }
}
