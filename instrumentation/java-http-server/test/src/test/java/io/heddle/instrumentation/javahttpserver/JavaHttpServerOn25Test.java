// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpserver;

import io.heddle.testing.UnderAgent;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Handlers run on virtual threads. */
@UnderAgent(java = 25)
class JavaHttpServerOn25Test extends JavaHttpServerTest {
  @Override
  ExecutorService threads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
