// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import io.heddle.instrumentation.servlet.testing.ServletContainer;
import io.heddle.instrumentation.servlet.testing.ServletServerContract;
import io.heddle.testing.UnderAgent;

@UnderAgent
class TomcatContractTest extends ServletServerContract {
  @Override
  protected ServletContainer container() throws Exception {
    return new TomcatServer();
  }

  @Override
  protected String name() {
    return "tomcat";
  }

  /** Tomcat itself makes 500 of it, since 8.5. */
  @Override
  protected boolean keepsStatusThatWasSent() {
    return false;
  }
}
