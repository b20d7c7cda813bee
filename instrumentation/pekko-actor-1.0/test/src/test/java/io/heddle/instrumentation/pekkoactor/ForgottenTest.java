// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.Props;
import org.apache.pekko.routing.RoundRobinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scala.concurrent.ExecutionContext;

/** What is never processed leaves nothing behind. */
@UnderAgent
@Timeout(60)
class ForgottenTest {
  private static final int MANY = 1000;

  @Test
  void messages_neverProcessed_areForgotten(Traces traces) throws Exception {
    ActorSystem system = ActorWays.system();
    try (ContextWays ways = new ContextWays()) {
      ActorRef stopped = system.actorOf(Props.create(TestActors.Runner.class));
      stopped.tell(PoisonPill.getInstance(), ActorRef.noSender());
      ways.add(
          "dead-letters",
          call -> {
            for (int i = 0; i < MANY; i++) {
              stopped.tell("nobody reads this", ActorRef.noSender());
            }
            call.run();
          });
      ways.add(
          "stashed-for-good",
          call -> {
            ActorRef stashing = system.actorOf(Props.create(TestActors.Stashing.class));
            for (int i = 0; i < MANY; i++) {
              stashing.tell("stashed", ActorRef.noSender());
            }
            stashing.tell(PoisonPill.getInstance(), ActorRef.noSender());
            call.run();
          });
      assertThat(ways.misplaced(traces)).isEmpty();
      awaitForgotten("MessageContexts");
    } finally {
      system.terminate();
    }
  }

  @Test
  void tasks_cancelled_areForgottenAtOnce(Traces traces) throws Exception {
    ActorSystem system = ActorWays.system();
    try (ContextWays ways = new ContextWays()) {
      ways.add(
          "cancelled",
          call -> {
            for (int i = 0; i < MANY; i++) {
              Cancellable task =
                  system
                      .scheduler()
                      .scheduleOnce(Duration.ofHours(1), () -> {}, system.dispatcher());
              task.cancel();
            }
            call.run();
          });
      assertThat(ways.misplaced(traces)).isEmpty();
      assertThat(size("DelayedContexts")).isZero();
    } finally {
      system.terminate();
    }
  }

  @Test
  void messages_routedAndProcessed_areForgottenAtOnce(Traces traces) throws Exception {
    ActorSystem system = ActorWays.system();
    try (ContextWays ways = new ContextWays()) {
      ActorRef router =
          system.actorOf(new RoundRobinPool(2).props(Props.create(TestActors.Runner.class)));
      ways.add(
          "routed",
          call -> {
            CountDownLatch processed = new CountDownLatch(MANY);
            for (int i = 0; i < MANY; i++) {
              Runnable task = processed::countDown;
              router.tell(task, ActorRef.noSender());
            }
            processed.await();
            call.run();
          });
      assertThat(ways.misplaced(traces)).isEmpty();
      assertThat(size("MessageContexts")).isZero();
    } finally {
      system.terminate();
    }
  }

  @Test
  void tasks_rejected_areForgottenWithoutACollection(Traces traces) throws Exception {
    ActorSystem system = ActorWays.system();
    try (ContextWays ways = new ContextWays()) {
      ExecutionContext small = system.dispatchers().lookup("pekko.test.small");
      AtomicInteger accepted = new AtomicInteger();
      AtomicInteger rejected = new AtomicInteger();
      CountDownLatch open = new CountDownLatch(1);
      Semaphore processed = new Semaphore(0);
      ways.add(
          "rejected",
          call -> {
            for (int i = 0; i < MANY; i++) {
              try {
                small.execute(
                    () -> {
                      await(open);
                      processed.release();
                    });
                accepted.incrementAndGet();
              } catch (RejectedExecutionException e) {
                rejected.incrementAndGet();
              }
            }
            call.run();
          });
      assertThat(ways.misplaced(traces)).isEmpty();
      assertThat(rejected).hasPositiveValue();
      open.countDown();
      processed.acquire(accepted.get());
      while (size("TaskContexts") > 0) {
        Thread.sleep(10);
      }
    } finally {
      system.terminate();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is kept weakly goes with the next collections. */
  private static void awaitForgotten(String contexts) throws Exception {
    while (size(contexts) > 0) {
      System.gc();
      Thread.sleep(100);
    }
  }

  private static int size(String contexts) throws Exception {
    return (int)
        ClassLoader.getSystemClassLoader()
            .loadClass("io.heddle.instrumentation.api.context." + contexts)
            .getMethod("size")
            .invoke(null);
  }
}
