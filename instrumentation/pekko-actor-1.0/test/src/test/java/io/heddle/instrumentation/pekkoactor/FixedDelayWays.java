// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.testing.ContextWays;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Scheduler;
import scala.concurrent.ExecutionContext;

/** Periodic tasks and messages. */
final class FixedDelayWays {
  private static final Duration SOON = Duration.ofMillis(10);

  private FixedDelayWays() {}

  static void add(ContextWays ways, ActorSystem system, ActorRef timed) {
    Scheduler scheduler = system.scheduler();
    ExecutionContext executor = system.dispatcher();
    ActorRef none = ActorRef.noSender();
    ways.addPeriodic(
        "fixed-delay", task -> scheduler.scheduleWithFixedDelay(SOON, SOON, task, executor));
    ways.addPeriodic(
        "fixed-delay-now",
        task -> scheduler.scheduleWithFixedDelay(Duration.ZERO, SOON, task, executor));
    ways.addPeriodic(
        "fixed-rate", task -> scheduler.scheduleAtFixedRate(SOON, SOON, task, executor));
    ways.addPeriodic(
        "fixed-rate-now",
        task -> scheduler.scheduleAtFixedRate(Duration.ZERO, SOON, task, executor));
    ways.addPeriodic(
        "fixed-delay-message",
        task -> scheduler.scheduleWithFixedDelay(SOON, SOON, timed, task, executor, none));
    ways.addPeriodic(
        "fixed-rate-message",
        task -> scheduler.scheduleAtFixedRate(SOON, SOON, timed, task, executor, none));
    ways.addPeriodic(
        "timer-fixed-delay",
        task -> {
          Consumer<TestActors.Timed> start =
              actor -> actor.getTimers().startTimerWithFixedDelay(task, task, SOON);
          timed.tell(start, none);
        });
    ways.addPeriodic(
        "timer-fixed-rate",
        task -> {
          Consumer<TestActors.Timed> start =
              actor -> actor.getTimers().startTimerAtFixedRate(task, task, SOON);
          timed.tell(start, none);
        });
  }
}
