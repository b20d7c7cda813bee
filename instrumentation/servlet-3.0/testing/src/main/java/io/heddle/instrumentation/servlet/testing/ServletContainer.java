// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet.testing;

import java.util.concurrent.Executor;

/**
 * A container that runs on a port of this machine.
 *
 * <p>Under {@code /shop} it has {@link #app} as asynchronous servlets for {@code /exact}, {@code
 * /prefix/*}, {@code *.do}, {@code /one} with {@code /two/*}, and the empty pattern. Its root
 * application has {@link #handled} as one for {@code /in/*}.
 */
public interface ServletContainer extends AutoCloseable {
  /** The port that it listens on. */
  int port();

  /** The threads that run servlets. */
  Executor threads();

  @Override
  void close();

  /** Class name of the servlet that does what a request says. */
  static String app() {
    return byApi("App");
  }

  /** Class name of the servlet that does what the contract's handler does. */
  static String handled() {
    return byApi("Handled");
  }

  private static String byApi(String name) {
    String prefix = "io.heddle.instrumentation.servlet.testing.";
    try {
      Class.forName("jakarta.servlet.Servlet");
      return prefix + "Jakarta" + name;
    } catch (ClassNotFoundException e) {
      return prefix + "Javax" + name;
    }
  }
}
