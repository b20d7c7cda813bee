// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.servlet.testing.JettyServer;
import io.heddle.instrumentation.servlet.testing.ServletCases;
import io.heddle.testing.UnderAgent;

/** Jetty stands here for any container that has no instrumentation of its own. */
@UnderAgent(env = "OTEL_INSTRUMENTATION_JETTY_ENABLED=false")
class ServletTest extends ServletCases {
  ServletTest() throws Exception {
    super(new JettyServer(), "io.heddle.servlet");
  }
}
