// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import com.typesafe.config.ConfigFactory;
import io.heddle.testing.ContextWays;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Scheduler;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.pattern.CircuitBreaker;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.routing.BalancingPool;
import org.apache.pekko.routing.BroadcastPool;
import org.apache.pekko.routing.RoundRobinPool;
import scala.Function1;
import scala.concurrent.ExecutionContext;
import scala.runtime.AbstractFunction1;
import scala.util.Try;

/** What actors, schedulers and dispatchers are given to run. */
final class ActorWays {
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final List<String> DISPATCHERS =
      List.of("pinned", "threads", "affinity", "fork-join");

  private final ContextWays ways;
  private final ActorSystem system;
  private final ExecutionContext executor;
  private final ActorRef runner;

  private ActorWays(ContextWays ways, ActorSystem system) {
    this.ways = ways;
    this.system = system;
    executor = system.dispatcher();
    runner = actorOf(TestActors.Runner.class);
  }

  static ActorSystem system() {
    return ActorSystem.create(
        "test",
        ConfigFactory.parseString(
                String.join(
                    "\n",
                    "pekko.daemonic = on",
                    "pekko.jvm-exit-on-fatal-error = off",
                    "pekko.loglevel = OFF",
                    "pekko.stdout-loglevel = OFF",
                    "pekko.test.pinned.type = PinnedDispatcher",
                    "pekko.test.pinned.executor = thread-pool-executor",
                    "pekko.test.threads.type = Dispatcher",
                    "pekko.test.threads.executor = thread-pool-executor",
                    "pekko.test.threads.thread-pool-executor.fixed-pool-size = 2",
                    "pekko.test.affinity.type = Dispatcher",
                    "pekko.test.affinity.executor = affinity-pool-executor",
                    "pekko.test.affinity.affinity-pool-executor.idle-cpu-level = 1",
                    "pekko.test.small.type = Dispatcher",
                    "pekko.test.small.executor = affinity-pool-executor",
                    "pekko.test.small.affinity-pool-executor.parallelism-min = 1",
                    "pekko.test.small.affinity-pool-executor.parallelism-max = 1",
                    "pekko.test.small.affinity-pool-executor.task-queue-size = 4",
                    "pekko.test.fork-join.type = Dispatcher",
                    "pekko.test.fork-join.executor = fork-join-executor",
                    "pekko.test.virtual.type = Dispatcher",
                    "pekko.test.virtual.executor = virtual-thread-executor"))
            .withFallback(ConfigFactory.load()));
  }

  static void add(ContextWays ways, ActorSystem system) {
    ActorWays all = new ActorWays(ways, system);
    all.addMessages();
    all.addFutures();
    all.addStashes();
    all.addTimers();
    all.addDispatchers();
  }

  private ActorRef actorOf(Class<?> type, Object... arguments) {
    return system.actorOf(Props.create(type, arguments));
  }

  private static void tell(ActorRef actor, Runnable task) {
    actor.tell(task, ActorRef.noSender());
  }

  private void addMessages() {
    ways.add("tell", call -> tell(runner, call));
    ways.add("tell-new", call -> tell(actorOf(TestActors.Runner.class), call));
    ways.add(
        "tell-answered",
        call -> tell(actorOf(TestActors.Twice.class, actorOf(TestActors.Echo.class)), call));
    ways.add("forward", call -> tell(actorOf(TestActors.Forwarder.class, runner), call));
    ways.add(
        "selection", call -> system.actorSelection(runner.path()).tell(call, ActorRef.noSender()));
    ways.add(
        "round-robin",
        call -> tell(system.actorOf(new RoundRobinPool(2).props(runnerProps())), call));
    ways.add(
        "broadcast", call -> tell(system.actorOf(new BroadcastPool(1).props(runnerProps())), call));
    ways.add(
        "balancing", call -> tell(system.actorOf(new BalancingPool(2).props(runnerProps())), call));
    ways.add(
        "event-stream",
        call -> {
          ActorRef subscriber = actorOf(TestActors.Runner.class);
          system.eventStream().subscribe(subscriber, call.getClass());
          system.eventStream().publish(call);
          system.eventStream().unsubscribe(subscriber);
        });
    ways.add(
        "restarted",
        call -> {
          ActorRef failing = actorOf(TestActors.Runner.class);
          tell(
              failing,
              () -> {
                throw new IllegalStateException("expected");
              });
          tell(failing, call);
        });
    ways.addShared(
        "shared",
        () -> new Gate(actorOf(TestActors.Runner.class)),
        (gate, call) -> tell(gate.actor, call),
        gate -> gate.open.countDown());
    // The request's message starts the run of the mailbox that processes the others.
    ways.add(
        "amid",
        call -> {
          Gate gate = new Gate(actorOf(TestActors.Runner.class));
          CountDownLatch told = new CountDownLatch(1);
          ways.outside(
              () -> {
                tell(gate.actor, () -> ways.call("/out/amid"));
                told.countDown();
              });
          told.await();
          tell(gate.actor, call);
          gate.open.countDown();
        });
    ways.add(
        "pre-start",
        call -> {
          Runnable started = () -> ways.call("/out/pre-start");
          tell(actorOf(TestActors.Starting.class, started), call);
        });
    ways.addAfterwards("after-tell", call -> tell(runner, call));
  }

  private static Props runnerProps() {
    return Props.create(TestActors.Runner.class);
  }

  private void addFutures() {
    ways.add("ask", call -> Patterns.ask(runner, "?", TIMEOUT).thenAccept(answer -> call.run()));
    ways.addShared(
        "ask-shared",
        () -> actorOf(TestActors.Holder.class),
        (holder, call) ->
            Patterns.ask(holder, TestActors.ASK, TIMEOUT).thenAccept(answer -> call.run()),
        holder -> holder.tell(TestActors.OPEN, ActorRef.noSender()));
    ways.addShared(
        "ask-future",
        () -> actorOf(TestActors.Holder.class),
        (holder, call) ->
            Patterns.ask(holder, TestActors.ASK, TIMEOUT.toMillis())
                .onComplete(function(call), executor),
        holder -> holder.tell(TestActors.OPEN, ActorRef.noSender()));
    ways.add(
        "ask-timeout",
        call ->
            Patterns.ask(actorOf(TestActors.Holder.class), TestActors.ASK, SOON)
                .whenComplete((answer, thrown) -> call.run()));
    ways.addShared(
        "pipe",
        () -> new CompletableFuture<String>(),
        (future, call) -> Patterns.pipe(future.thenApply(value -> call), executor).to(runner),
        future -> future.complete("done"));
    ways.add(
        "future",
        call ->
            Futures.future(
                () -> {
                  call.run();
                  return "done";
                },
                executor));
    ways.add(
        "after",
        call ->
            Patterns.after(
                SOON,
                system.scheduler(),
                executor,
                () -> {
                  call.run();
                  return CompletableFuture.completedFuture("done");
                }));
    CircuitBreaker breaker = CircuitBreaker.create(system.scheduler(), 5, TIMEOUT, TIMEOUT);
    ways.add(
        "circuit-breaker",
        call ->
            breaker
                .callWithCircuitBreakerCS(() -> Patterns.ask(runner, "?", TIMEOUT))
                .thenAccept(answer -> call.run()));
  }

  private static Function1<Try<Object>, Object> function(Runnable call) {
    return new AbstractFunction1<>() {
      @Override
      public Object apply(Try<Object> result) {
        call.run();
        return result;
      }
    };
  }

  private void addStashes() {
    ways.addShared(
        "stash",
        () -> actorOf(TestActors.Stashing.class),
        ActorWays::tell,
        actor -> actor.tell(TestActors.OPEN, ActorRef.noSender()));
    ways.add(
        "unstashed",
        call -> {
          ActorRef actor = actorOf(TestActors.Stashing.class);
          CountDownLatch told = new CountDownLatch(1);
          ways.outside(
              () -> {
                tell(actor, () -> ways.call("/out/unstashed"));
                told.countDown();
              });
          told.await();
          actor.tell(TestActors.OPEN, ActorRef.noSender());
          tell(actor, call);
        });
  }

  private void addTimers() {
    Scheduler scheduler = system.scheduler();
    ways.add("schedule-once", call -> scheduler.scheduleOnce(SOON, call, executor));
    ways.add("schedule-now", call -> scheduler.scheduleOnce(Duration.ZERO, call, executor));
    ways.add(
        "schedule-message",
        call -> scheduler.scheduleOnce(SOON, runner, call, executor, ActorRef.noSender()));
    ways.add(
        "schedule-cancelled",
        call -> {
          scheduler.scheduleOnce(TIMEOUT, call, executor).cancel();
          scheduler.scheduleOnce(SOON, call, executor);
        });
    ways.addAfterwards("after-schedule", call -> scheduler.scheduleOnce(SOON, call, executor));
    ActorRef timed = actorOf(TestActors.Timed.class);
    ways.add(
        "single-timer",
        call -> {
          Consumer<TestActors.Timed> start =
              actor -> actor.getTimers().startSingleTimer(call, call, SOON);
          timed.tell(start, ActorRef.noSender());
        });
    ways.addPeriodic("receive-timeout", task -> tell(actorOf(TestActors.Idle.class), task));
    if (Versions.HAS_FIXED_DELAY) {
      FixedDelayWays.add(ways, system, timed);
    }
    // One that goes on for ever does so without the request.
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch both = new CountDownLatch(2);
    ways.addLate(
        "rescheduled",
        call -> {
          call.run();
          reschedule(ended, both);
        });
    ways.addAfterwards(
        "rescheduled-end",
        call -> {
          ended.set(true);
          both.await();
          call.run();
        });
  }

  /** Until the request has ended, and once more. */
  private void reschedule(AtomicBoolean ended, CountDownLatch done) {
    boolean last = ended.get();
    system
        .scheduler()
        .scheduleOnce(
            SOON,
            () -> {
              if (last) {
                ways.call("/out/rescheduled");
                done.countDown();
              } else {
                reschedule(ended, done);
              }
            },
            executor);
  }

  private void addDispatchers() {
    ways.add("execute", call -> executor.execute(call));
    ways.addAfterwards("after-execute", call -> executor.execute(call));
    DISPATCHERS.forEach(name -> addDispatcher(ways, system, name));
    ActorRef calling =
        system.actorOf(runnerProps().withDispatcher("pekko.test.calling-thread-dispatcher"));
    ways.add("tell-calling-thread", call -> tell(calling, call));
    ways.add(
        "poisoned",
        call -> {
          ActorRef actor = actorOf(TestActors.Runner.class);
          tell(actor, call);
          actor.tell(PoisonPill.getInstance(), ActorRef.noSender());
        });
  }

  static void addDispatcher(ContextWays ways, ActorSystem system, String name) {
    String id = "pekko.test." + name;
    ExecutionContext dispatcher = system.dispatchers().lookup(id);
    ways.add("execute-" + name, call -> dispatcher.execute(call));
    ActorRef actor = system.actorOf(runnerProps().withDispatcher(id));
    ways.add("tell-" + name, call -> tell(actor, call));
    ways.addShared(
        "shared-" + name,
        () -> new Gate(system.actorOf(runnerProps().withDispatcher(id))),
        (gate, call) -> tell(gate.actor, call),
        gate -> gate.open.countDown());
    ways.addAfterwards("after-execute-" + name, call -> dispatcher.execute(call));
    ways.addAfterwards("after-tell-" + name, call -> tell(actor, call));
  }

  /** An actor that waits in its first message. */
  private static final class Gate {
    final ActorRef actor;
    final CountDownLatch open = new CountDownLatch(1);

    Gate(ActorRef actor) {
      this.actor = actor;
      tell(
          actor,
          () -> {
            try {
              open.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
  }
}
