// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.servlet.testing.ServletCases;
import io.heddle.testing.UnderAgent;

/** The servlet begins the call, as the container has no instrumentation. */
@UnderAgent
class JettyTest extends ServletCases {
  JettyTest() throws Exception {
    super(new JettyServer(), "io.heddle.servlet");
  }
}
