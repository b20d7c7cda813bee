// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import java.io.IOException;
import java.sql.SQLException;

/** One call of a library for which an agent makes one client span. */
interface Operation extends AutoCloseable {

  /**
   * Calls the library and checks what it returned.
   *
   * @param number which call this is, from 0
   * @throws IllegalStateException if the library returned something else than it had to
   */
  void call(int number) throws Exception;

  @Override
  void close() throws SQLException, IOException;

  /** Returns how many client spans an agent makes when this object is made. */
  int spansToPrepare();

  /**
   * Makes the operation of a name.
   *
   * @param name {@code jdbc}, {@code http-url-connection}, {@code java-http-client}, {@code okhttp}
   *     or {@code apache-httpclient}
   * @param address where the HTTP operations get their greeting; not used by {@code jdbc}
   */
  static Operation of(String name, String address) throws Exception {
    return switch (name) {
      case "jdbc" -> new JdbcQuery();
      case "http-url-connection" -> new UrlConnectionGet(address);
      case "java-http-client" -> new HttpClientGet(address);
      case "okhttp" -> new OkHttpGet(address);
      case "apache-httpclient" -> new ApacheClientGet(address);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
