// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet.testing;

/**
 * A container that runs on a port of this machine.
 *
 * <p>Under {@code /shop} it has {@link #app} as asynchronous servlets for {@code /exact}, {@code
 * /prefix/*}, {@code *.do}, {@code /one} with {@code /two/*}, and the empty pattern.
 */
public interface ServletContainer extends AutoCloseable {
  /** The port that it listens on. */
  int port();

  @Override
  void close();

  /** Class name of the servlet, by the servlet API that is on the class path. */
  static String app() {
    try {
      Class.forName("jakarta.servlet.Servlet");
      return "io.heddle.instrumentation.servlet.testing.JakartaApp";
    } catch (ClassNotFoundException e) {
      return "io.heddle.instrumentation.servlet.testing.JavaxApp";
    }
  }
}
