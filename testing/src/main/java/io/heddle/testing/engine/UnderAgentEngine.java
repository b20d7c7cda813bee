// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/**
 * Runs Jupiter test classes that have {@link io.heddle.testing.UnderAgent}, each in a child JVM.
 */
public final class UnderAgentEngine implements TestEngine {
  /** The engine's id. */
  public static final String ID = "heddle-under-agent";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
    EngineDescriptor root = new EngineDescriptor(uniqueId, "Heddle: under the agent");
    Mirror.discover(request, root);
    return root;
  }

  @Override
  public void execute(ExecutionRequest request) {
    TestDescriptor root = request.getRootTestDescriptor();
    request.getEngineExecutionListener().executionStarted(root);
    for (TestDescriptor testClass : root.getChildren()) {
      if (request.getCancellationToken().isCancellationRequested()) {
        request.getEngineExecutionListener().executionSkipped(testClass, "Cancelled");
      } else {
        new ClassRun((MirrorDescriptor) testClass, request).run();
      }
    }
    request.getEngineExecutionListener().executionFinished(root, TestExecutionResult.successful());
  }
}
