// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

/** A server in this process for whose requests an agent makes one server span each. */
interface MeasuredServer extends AutoCloseable {

  /** Returns the port on the loopback address. */
  int port();

  /** Returns what the names of the threads that serve requests begin with. */
  String threads();

  @Override
  void close();

  /**
   * Starts the server of a name, which answers {@code GET /greeting/{number}} with {@link
   * GreetingServer#greeting}.
   */
  static MeasuredServer of(String name) throws Exception {
    return switch (name) {
      case "netty-server" -> new NettyServer();
      case "tomcat-webmvc" -> new TomcatServer();
      case "reactor-netty-webflux" -> new WebFluxServer();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
