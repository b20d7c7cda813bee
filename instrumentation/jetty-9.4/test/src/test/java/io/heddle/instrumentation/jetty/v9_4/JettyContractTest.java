// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v9_4;

import io.heddle.instrumentation.servlet.testing.JettyServer;
import io.heddle.instrumentation.servlet.testing.ServletContainer;
import io.heddle.instrumentation.servlet.testing.ServletServerContract;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.Http2ServerContract;

@UnderAgent
class JettyContractTest extends ServletServerContract implements Http2ServerContract {
  @Override
  protected ServletContainer container() throws Exception {
    return new JettyServer();
  }

  @Override
  protected String name() {
    return "jetty";
  }
}
