// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.servlet.testing.ServletCases;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@UnderAgent
class UndertowTest extends ServletCases {
  UndertowTest() throws Exception {
    super(UndertowServer.withServlets(), "io.heddle.undertow");
  }

  @Test
  void call_ofAsyncTask_isChild(Traces traces) throws IOException {
    callIsChild("async call", traces);
  }
}
