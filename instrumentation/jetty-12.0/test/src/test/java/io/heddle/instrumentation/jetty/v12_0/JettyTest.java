// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v12_0;

import io.heddle.instrumentation.servlet.testing.JettyServer;
import io.heddle.instrumentation.servlet.testing.ServletCases;
import io.heddle.testing.UnderAgent;

@UnderAgent
class JettyTest extends ServletCases {
  JettyTest() throws Exception {
    super(new JettyServer(), "io.heddle.jetty");
  }
}
