// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.testing.ContextWays;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Typed actors, which stand on the others. */
final class TypedWays {
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Runnable OPEN = () -> {};

  private TypedWays() {}

  static void add(ContextWays ways, ActorSystem system) {
    ActorRef<Object> runner = Adapter.spawnAnonymous(system, Behaviors.setup(TypedWays::running));
    ways.add("typed-tell", runner::tell);
    ways.add(
        "typed-new",
        call -> Adapter.spawnAnonymous(system, Behaviors.setup(TypedWays::running)).tell(call));
    ways.add(
        "typed-ask",
        call ->
            AskPattern.<Object, String>ask(
                    runner,
                    reply -> (Runnable) () -> ways.outside(() -> reply.tell("answer")),
                    TIMEOUT,
                    Adapter.toTyped(system).scheduler())
                .thenAccept(answer -> call.run()));
    ways.addShared(
        "typed-pipe-to-self",
        () -> new CompletableFuture<String>(),
        (future, call) ->
            runner.tell(
                (Consumer<ActorContext<Object>>)
                    context -> context.pipeToSelf(future, (value, thrown) -> call)),
        future -> future.complete("done"));
    ways.add(
        "typed-schedule",
        call ->
            runner.tell(
                (Consumer<ActorContext<Object>>)
                    context -> context.scheduleOnce(SOON, context.getSelf(), call)));
    ways.add(
        "typed-timer",
        call ->
            Adapter.<Object>spawnAnonymous(
                    system, Behaviors.withTimers(timers -> starting(timers, false)))
                .tell(call));
    ways.addPeriodic(
        "typed-periodic",
        task ->
            Adapter.<Object>spawnAnonymous(
                    system, Behaviors.withTimers(timers -> starting(timers, true)))
                .tell(task));
    ways.addShared(
        "typed-stash",
        () -> Adapter.spawnAnonymous(system, stashing()),
        ActorRef::tell,
        actor -> actor.tell(OPEN));
    ways.add(
        "typed-unstashed",
        call -> {
          ActorRef<Runnable> actor = Adapter.spawnAnonymous(system, stashing());
          CountDownLatch told = new CountDownLatch(1);
          ways.outside(
              () -> {
                actor.tell(() -> ways.call("/out/typed-unstashed"));
                told.countDown();
              });
          told.await();
          actor.tell(OPEN);
          actor.tell(call);
        });
    ways.addAfterwards("after-typed", runner::tell);
  }

  @SuppressWarnings("unchecked")
  private static Behavior<Object> running(ActorContext<Object> context) {
    return Behaviors.receiveMessage(
        message -> {
          if (message instanceof Runnable) {
            ((Runnable) message).run();
          } else {
            ((Consumer<ActorContext<Object>>) message).accept(context);
          }
          return Behaviors.same();
        });
  }

  /** Starts a timer for the first message. */
  private static Behavior<Object> starting(TimerScheduler<Object> timers, boolean periodic) {
    return Behaviors.receiveMessage(
        message -> {
          if (periodic) {
            timers.startTimerWithFixedDelay(message, message, SOON);
          } else {
            timers.startSingleTimer(message, message, SOON);
          }
          return Behaviors.setup(TypedWays::running);
        });
  }

  private static Behavior<Runnable> stashing() {
    return Behaviors.withStash(
        10,
        buffer ->
            Behaviors.receiveMessage(
                message -> {
                  if (message != OPEN) {
                    buffer.stash(message);
                    return Behaviors.same();
                  }
                  return buffer.unstashAll(
                      Behaviors.receiveMessage(
                          task -> {
                            task.run();
                            return Behaviors.same();
                          }));
                }));
  }
}
