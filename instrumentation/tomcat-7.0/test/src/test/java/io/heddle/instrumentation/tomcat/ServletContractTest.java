// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import io.heddle.testing.UnderAgent;

/** Tomcat stands here for any container that has no instrumentation of its own. */
@UnderAgent(env = "OTEL_INSTRUMENTATION_TOMCAT_ENABLED=false")
class ServletContractTest extends TomcatContractTest {
  @Override
  protected String name() {
    return "servlet";
  }

  /** Without a servlet there is no call. */
  @Override
  protected boolean unhandledIsSpan() {
    return false;
  }

  @Override
  protected boolean keepsStatusThatWasSent() {
    return true;
  }
}
