// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Reports the child JVM's events as those of the mirrored tests; the class itself finishes last.
 */
final class Outcomes {
  private final MirrorDescriptor testClass;
  private final EngineExecutionListener listener;
  private final UniqueId engine;
  private final Map<UniqueId, TestDescriptor> tests = new HashMap<>();
  private final Set<UniqueId> started = new HashSet<>();
  private final Set<UniqueId> finished = new HashSet<>();
  private @Nullable TestExecutionResult classResult;
  private boolean anyFailed;

  Outcomes(MirrorDescriptor testClass, EngineExecutionListener listener) {
    this.testClass = testClass;
    this.listener = listener;
    this.engine = UniqueId.forEngine(UnderAgentEngine.ID);
    testClass.accept(test -> tests.put(test.getUniqueId(), test));
  }

  boolean anyFailed() {
    return anyFailed;
  }

  /** Takes one event; returns whether it was the last. */
  boolean accept(Event event) {
    TestIdentifier identifier = event.test();
    if (event.type() == Event.Type.DONE || identifier == null) {
      return true;
    }
    UniqueId id = Mirror.translate(identifier.getUniqueIdObject(), engine);
    if (event.type() == Event.Type.REGISTERED) {
      register(id, identifier);
    }
    TestDescriptor test = tests.get(id);
    if (test != null) {
      switch (event.type()) {
        case STARTED -> start(test);
        case SKIPPED -> skip(test, event.reason());
        case FINISHED -> finish(test, result(event));
        default -> {}
      }
    }
    return false;
  }

  /** Ends the class; with a failure, everything that has not finished fails with it. */
  void end(@Nullable Throwable failure) {
    if (failure != null) {
      fail(testClass, failure);
      report(testClass, TestExecutionResult.failed(failure));
    } else if (classResult != null) {
      report(testClass, classResult);
    } else if (!finished.contains(testClass.getUniqueId())) {
      end(new AssertionError("The JVM under test did not run the class"));
    }
  }

  private void fail(TestDescriptor test, Throwable failure) {
    if (finished.contains(test.getUniqueId())) {
      return;
    }
    start(test);
    Set.copyOf(test.getChildren()).forEach(child -> fail(child, failure));
    if (test != testClass) {
      boolean leaf = test.getChildren().isEmpty();
      finish(test, leaf ? TestExecutionResult.failed(failure) : TestExecutionResult.successful());
    }
  }

  private void register(UniqueId id, TestIdentifier identifier) {
    UniqueId parentId = Mirror.translate(identifier.getParentIdObject().orElseThrow(), engine);
    TestDescriptor parent = Objects.requireNonNull(tests.get(parentId));
    MirrorDescriptor test =
        new MirrorDescriptor(
            id,
            identifier.getDisplayName(),
            identifier.getLegacyReportingName(),
            identifier.getSource().orElse(null),
            identifier.getType(),
            identifier.getTags(),
            false);
    parent.addChild(test);
    tests.put(id, test);
    listener.dynamicTestRegistered(test);
  }

  private void start(TestDescriptor test) {
    if (started.add(test.getUniqueId())) {
      listener.executionStarted(test);
    }
  }

  private void skip(TestDescriptor test, String reason) {
    if (finished.add(test.getUniqueId())) {
      listener.executionSkipped(test, reason);
    }
  }

  private void finish(TestDescriptor test, TestExecutionResult result) {
    if (test == testClass) {
      classResult = result;
    } else {
      report(test, result);
    }
  }

  private void report(TestDescriptor test, TestExecutionResult result) {
    if (finished.add(test.getUniqueId())) {
      anyFailed |= result.getStatus() == TestExecutionResult.Status.FAILED;
      listener.executionFinished(test, result);
    }
  }

  private static TestExecutionResult result(Event event) {
    PortableThrowable failure = event.failure();
    Throwable thrown = failure == null ? null : failure.get();
    return switch (Objects.requireNonNull(event.status())) {
      case SUCCESSFUL -> TestExecutionResult.successful();
      case ABORTED -> TestExecutionResult.aborted(thrown);
      case FAILED -> TestExecutionResult.failed(thrown);
    };
  }
}
