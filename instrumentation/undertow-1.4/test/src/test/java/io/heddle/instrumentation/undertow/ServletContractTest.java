// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.servlet.testing.ServletContainer;
import io.heddle.instrumentation.servlet.testing.ServletServerContract;
import io.heddle.testing.UnderAgent;

@UnderAgent
class ServletContractTest extends ServletServerContract {
  @Override
  protected ServletContainer container() throws Exception {
    return UndertowServer.withServlets();
  }

  @Override
  protected String name() {
    return "undertow";
  }
}
