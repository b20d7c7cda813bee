// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.servlet.testing.JettyServer;
import io.heddle.instrumentation.servlet.testing.ServletContainer;
import io.heddle.instrumentation.servlet.testing.ServletServerContract;
import io.heddle.testing.UnderAgent;

/** Jetty stands here for any container that has no instrumentation of its own. */
@UnderAgent(env = "OTEL_INSTRUMENTATION_JETTY_ENABLED=false")
class ServletContractTest extends ServletServerContract {
  @Override
  protected ServletContainer container() throws Exception {
    return new JettyServer();
  }

  @Override
  protected String name() {
    return "servlet";
  }
}
