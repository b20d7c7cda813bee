// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import io.heddle.instrumentation.servlet.testing.ServletCases;
import io.heddle.testing.UnderAgent;

/** Tomcat stands here for any container that has no instrumentation of its own. */
@UnderAgent(env = "OTEL_INSTRUMENTATION_TOMCAT_ENABLED=false")
class ServletWithoutContainerTest extends ServletCases {
  ServletWithoutContainerTest() throws Exception {
    super(new TomcatServer(), "io.heddle.servlet");
  }
}
