// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.heddle.testing.cases.BeforeAllFails;
import io.heddle.testing.cases.Dies;
import io.heddle.testing.cases.Exits;
import io.heddle.testing.cases.Fails;
import io.heddle.testing.cases.Hangs;
import io.heddle.testing.cases.NoAgentJar;
import io.heddle.testing.engine.UnderAgentEngine;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs the classes of package {@code cases}, which Surefire does not find by their names. */
class UnderAgentFailureTest {
  @Test
  void failingTests_child_areReportedOneByOne() {
    EngineExecutionResults results = run(selectClass(Fails.class));

    results.testEvents().assertStatistics(s -> s.started(6).succeeded(2).failed(3).aborted(1));
    results.containerEvents().assertStatistics(s -> s.skipped(0).failed(0));
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("assertion_fails"),
                finishedWithFailure(
                    instanceOf(AssertionError.class), message(m -> m.contains("two")))))
        .haveExactly(
            1,
            event(
                test("unserializable_fails"),
                finishedWithFailure(
                    instanceOf(RuntimeException.class),
                    message(m -> m.contains("Unserializable: text")))))
        .haveExactly(1, event(displayName("[2] 2"), finishedWithFailure()))
        .haveExactly(2, event(test(), finishedSuccessfully()));
    assertThat(results.testEvents().skipped().count()).isEqualTo(1);
    results.testEvents().failed().stream()
        .map(e -> e.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow().getStackTrace()[0].getClassName())
        .forEach(name -> assertThat(name).isNotEqualTo(getClass().getName()));
  }

  @Test
  void method_selected_runsAlone() {
    EngineExecutionResults results = run(selectMethod(Fails.class, "assertion_fails"));

    results.testEvents().assertStatistics(s -> s.started(1).failed(1));
  }

  @Test
  void child_dies_failsWhatHasNotFinished() {
    EngineExecutionResults results = run(selectClass(Dies.class));

    results.testEvents().assertStatistics(s -> s.started(3).succeeded(1).failed(2));
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            2,
            event(
                test(),
                finishedWithFailure(
                    message(m -> m.contains("exit status 42") && m.contains("last words")))));
  }

  @Test
  void child_hangs_failsWithThreadDump() {
    EngineExecutionResults results = run(selectClass(Hangs.class));

    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("hangs"),
                finishedWithFailure(
                    message(m -> m.contains("longer than 15 s") && m.contains("Hangs.hangs")))));
  }

  @Test
  void child_badExitStatus_failsTheClass() {
    EngineExecutionResults results = run(selectClass(Exits.class));

    results.testEvents().assertStatistics(s -> s.succeeded(1).failed(0));
    results.containerEvents().assertStatistics(s -> s.failed(1));
  }

  @Test
  void beforeAll_fails_failsTheClass() {
    EngineExecutionResults results = run(selectClass(BeforeAllFails.class));

    results.testEvents().assertStatistics(s -> s.started(0));
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(message("no server"))));
  }

  @Test
  void agentJar_missing_failsWithItsName() {
    String packaged = System.setProperty("heddle.jar", "/nowhere/heddle.jar");
    try {
      run(selectClass(NoAgentJar.class))
          .testEvents()
          .assertThatEvents()
          .haveExactly(
              1, event(finishedWithFailure(message(m -> m.contains("/nowhere/heddle.jar")))));
    } finally {
      System.setProperty("heddle.jar", packaged == null ? "" : packaged);
    }
  }

  @Test
  void launcher_annotatedClass_isLeftOutOfJupiter() {
    var plan =
        LauncherFactory.create()
            .discover(
                LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(Fails.class), selectClass(TraceAssertTest.class))
                    .build());

    Map<String, Long> tests =
        plan.getRoots().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    root -> root.getUniqueIdObject().getEngineId().orElseThrow(),
                    root -> (long) plan.getChildren(root).size()));
    assertThat(tests).containsEntry(UnderAgentEngine.ID, 1L).containsEntry("junit-jupiter", 1L);
  }

  private static EngineExecutionResults run(DiscoverySelector selector) {
    return EngineTestKit.engine(UnderAgentEngine.ID).selectors(selector).execute();
  }
}
